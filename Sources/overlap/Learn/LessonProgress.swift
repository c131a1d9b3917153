import Foundation
import Lesson
import ScenarioFiles

/// What was committed to so far, kept in the user's state folder.
///
/// A line for each step: its id, the choice or `-`, how sure, and whether it held. Lines that are none are left out.
struct LessonProgress {
    /// What was committed to at one step.
    struct Record {
        let id: String
        let guess: Prediction
        let isRight: Bool
    }

    private(set) var records: [Record] = []
    private let file: String?

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        file = StateFolder.path(environment).map { $0 + "/lesson" }
        guard let file, let data = try? InputSource(file).read(limit: 1 << 20) else { return }
        records = String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { Self.record($0) }
    }

    /// Ids of the steps that were committed to.
    var answered: Set<String> { Set(records.map(\.id)) }

    /// Keeps what was committed to; the last one of a step counts.
    ///
    /// - Throws: when it cannot be written.
    mutating func add(_ record: Record) throws(CommandFailure) {
        records.removeAll { $0.id == record.id }
        records.append(record)
        try write()
    }

    /// Forgets everything.
    ///
    /// - Throws: when it cannot be written.
    mutating func forget() throws(CommandFailure) {
        guard !records.isEmpty else { return }
        records = []
        try write()
    }

    private func write() throws(CommandFailure) {
        guard let file else { throw .inputOutput("your answers cannot be saved: HOME is not set") }
        do {
            try FileManager.default.createDirectory(
                atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        } catch {
            throw .inputOutput("your answers cannot be saved in `\(visible(file))`")
        }
        try OutputFile.write(records.map { Self.line($0) }.joined(), to: file)
    }

    private static func line(_ record: Record) -> String {
        let choice = record.guess.choice.map { "\($0 + 1)" } ?? "-"
        return "\(record.id) \(choice) \(record.guess.confidence.rawValue) \(record.isRight ? "right" : "wrong")\n"
    }

    private static func record(_ line: Substring) -> Record? {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 4, let confidence = Prediction.Confidence(rawValue: words[2]) else { return nil }
        let choice = Int(words[1]).map { $0 - 1 }
        guard choice != nil || words[1] == "-", ["right", "wrong"].contains(words[3]) else { return nil }
        return Record(
            id: words[0], guess: Prediction(choice: choice, confidence: confidence), isRight: words[3] == "right")
    }
}
