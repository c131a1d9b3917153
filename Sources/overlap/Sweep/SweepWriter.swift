import Experiments
import PipelineRuns
import PipelineSimulation
import Reports
import ScenarioFiles

/// Simulates the points of a sweep, and writes each as soon as all before it are written.
struct SweepWriter: ~Copyable {
    /// The sweep's points, those of the shard.
    private let points: [SweepGrid.Point]
    private var part: SweepPartEnd?
    private let workers: RemoteReplications?
    private var journal: OpenJournal
    private var output: OutputFile
    private let rows: SweepRows
    private(set) var results: [SweepResult] = []
    private var writeFailure: CommandFailure?

    init(
        points: [SweepGrid.Point], part: SweepPartEnd?, workers: RemoteReplications?, journal: consuming OpenJournal,
        output: consuming OutputFile,
        rows: SweepRows
    ) {
        self.points = part.map { $0.shard.positions(of: points.count).map { points[$0] } } ?? points
        self.part = part
        self.workers = workers
        self.journal = journal
        self.output = output
        self.rows = rows
    }

    /// Simulates and writes all points.
    ///
    /// The file gets its name when all are done. Before that they are in one of its own, which an earlier sweep may
    /// have left: that one stays until there is a point to take its place.
    ///
    /// - Throws: also when it was interrupted; what was finished has then been written.
    mutating func simulate(_ plan: PlanOptions) async throws(CommandFailure) {
        var progress = ProgressLine(unit: "points", isQuiet: plan.scenario.quiet)
        do throws(ReplicationError) {
            try await Experiments.simulate(
                sweep: points, from: journal.source(else: workers ?? ThisMachine()), threads: plan.threads.count,
                progress: { progress.update($0) },
                finished: { write($0) })
        } catch {
            progress.end()
            // What there is belongs to the user; of two failures the first counts.
            try? output.write(rows.closing(results))
            throw self.failure(error)
        }
        progress.end()
        do throws(CommandFailure) {
            if let writeFailure { throw writeFailure }
            try output.write(rows.closing(results) + (part?.line ?? ""))
            try output.finish()
            journal.finish()
        } catch {
            throw withPoints(error)
        }
    }

    /// Says what the reader of the curve has to know.
    ///
    /// - Throws: when a precision was not reached.
    func reportUnreached() throws(CommandFailure) {
        for line in SweepWarnings(results.map(\.summary), points: points.count).lines {
            StandardError.write("warning: \(line)\n")
        }
        if results.contains(where: { $0.summary.precision == .notMet }) { throw .precisionNotReached }
    }

    /// Writes a point; false when that failed.
    private mutating func write(_ result: SweepResult) -> Bool {
        let values = [result.point.variant] + result.point.cells
        do {
            let number = part?.number(ofPoint: results.count) ?? results.count + 1
            // With the names of the columns, once there is something below them.
            let lines =
                (results.isEmpty ? rows.header : "") + rows.lines(run: number, values, result.summary)
            try output.write(lines)
            part?.add(lines)
        } catch {
            writeFailure = error
            return false
        }
        results.append(result)
        return true
    }

    private func failure(_ error: ReplicationError) -> CommandFailure {
        if let reason = workers?.failure { return withPoints(.inputOutput(reason)) }
        let values = zip(rows.keys.dropFirst(), points[error.scenario].cells).map { "\($0) = \($1)" }
        return withPoints(CommandFailure(error).at(values.joined(separator: ", ")))
    }

    /// A failure, and what is there in spite of it.
    private func withPoints(_ failure: CommandFailure) -> CommandFailure {
        guard !failure.message.isEmpty, !output.isWholeOrNothing else { return failure }
        let place = results.isEmpty ? nil : output.keptPath.map { " to `\(visible($0))`" }
        let advice = journal.advice.map { "; \($0)" } ?? ""
        let written = "\(results.count) of \(points.count) points are written\(place ?? "")\(advice)"
        return CommandFailure(
            message: failure.message + (failure.isInterruption ? ": " : "\n") + written, code: failure.code,
            isInterruption: failure.isInterruption)
    }
}
