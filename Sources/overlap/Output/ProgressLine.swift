import Foundation
import PipelineRuns
import PipelineSimulation
import Reports

/// Progress on standard error: a line that changes on a terminal, for whatever takes more than two seconds, and
/// elsewhere a few lines, for whatever takes more than a minute.
struct ProgressLine {
    private let unit: String
    private let isTerminal: Bool
    private let isQuiet: Bool
    private let began = ContinuousClock.now
    private var shown: ContinuousClock.Instant?
    private var marks = ProgressMarks()

    private static let patience = Duration.seconds(2)
    private static let interval = Duration.milliseconds(250)

    /// - Parameter unit: what is counted, in the plural.
    init(unit: String, isQuiet: Bool) {
        self.unit = unit
        self.isQuiet = isQuiet
        isTerminal = Terminal(.standardError).isTerminal
    }

    /// Does something that takes long with its progress on standard error.
    ///
    /// - Parameters:
    ///   - unit: what is counted, in the plural.
    ///   - work: is told of the progress through the line.
    ///   - failure: what is said of what it throws.
    /// - Returns: why it failed, if it did.
    static func during<Problem: Error>(
        _ unit: String, isQuiet: Bool, _ work: (inout ProgressLine) async throws(Problem) -> Void,
        failure: (Problem) -> CommandFailure
    ) async -> CommandFailure? {
        var line = ProgressLine(unit: unit, isQuiet: isQuiet)
        defer { line.end() }
        do throws(Problem) { try await work(&line) } catch { return failure(error) }
        return nil
    }

    mutating func update(_ progress: ReplicationProgress) {
        let unit = unit
        update(
            fraction: progress.fraction,
            "\(progress.finishedScenarios) of \(progress.scenarios) \(unit), "
                + progress.finishedReplications.counted("replication"))
    }

    /// - Parameters:
    ///   - fraction: how much is done, of one.
    ///   - text: what is done.
    mutating func update(fraction: Double, _ text: @autoclosure () -> String) {
        guard !isQuiet else { return }
        let now = ContinuousClock.now
        guard isTerminal ? isDue(now) : marks.isDue(at: fraction, after: now - began) else { return }
        shown = now
        let seconds = (now - began) / .seconds(1)
        let rest = fraction > 0 ? seconds * (1 / fraction - 1) : nil
        let left = rest.map { ", about \(QuantityFormat.seconds($0.rounded(.up))) left" } ?? ""
        let line = text() + left
        if isTerminal {
            StandardError.replaceLine(line)
        } else {
            StandardError.write("\(Int(fraction * 100)) %: \(line)\n")
        }
    }

    private func isDue(_ now: ContinuousClock.Instant) -> Bool {
        now - began > Self.patience && shown.map { now - $0 > Self.interval } ?? true
    }

    /// Clears the line.
    func end() {
        if isTerminal && shown != nil { StandardError.replaceLine("") }
    }
}
