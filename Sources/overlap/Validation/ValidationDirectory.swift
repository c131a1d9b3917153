import Foundation
import ScenarioFiles

/// Where the files of a validation go.
struct ValidationDirectory {
    let path: String
    /// What the files must not replace.
    private let inputs: [String]

    /// Files that every validation writes.
    private static let names = [
        "machine.txt", "predictions.csv", "runs.csv", "validation.csv", "validation.svg", "calibration.yaml",
    ]

    /// - Parameters:
    ///   - file: the path of the scenario file, after which the directory is named when none was asked for.
    ///   - inputs: what is read.
    /// - Throws: when it cannot be made, or one of its files is read.
    init(_ asked: String?, file: String, reading inputs: [String]) throws(CommandFailure) {
        let stem = file == "-" ? "scenario" : URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        path = asked ?? "overlap-validation/\(stem)"
        self.inputs = inputs
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .inputOutput("cannot create `\(visible(path))`: \(error.localizedDescription)")
        }
        for name in Self.names { try FileUses.check("\(path)/\(name)", reading: inputs) }
    }

    func write(_ name: String, _ text: String) throws(CommandFailure) {
        try FileUses.check("\(path)/\(name)", reading: inputs)
        try OutputFile.write(text, to: "\(path)/\(name)")
    }

    /// Draws a picture, with a warning where that cannot be done.
    func draw(_ name: String, _ script: (Picture) -> String) throws(CommandFailure) {
        let picture = try Picture(path: "\(path)/\(name)")
        do { try picture.draw(script(picture)) } catch { StandardError.write("warning: \(error.message)\n") }
    }
}
