package import PipelineExecution
package import PipelineRuns
import Pipelines

/// One real run of a validation.
package struct ValidationRun: Sendable {
    /// The position of its point.
    package let point: Int
    /// Counts the runs of the point from 0.
    package let number: Int
    package let outcome: RunOutcome

    package init(point: Int, number: Int, outcome: RunOutcome) {
        self.point = point
        self.number = number
        self.outcome = outcome
    }
}

/// Why the runs of a validation ended early.
package enum ValidationFailure<Stop: Error>: Error {
    /// The task was cancelled, after this many runs.
    case cancelled(finished: Int)
    /// A run of a variant failed.
    case execution(ExecutionError, variant: String)
    /// Whoever noted the runs could not.
    case notNoted(Stop)
}

extension Validation {
    /// Runs the points for real, by turns; what was measured before a failure stays.
    ///
    /// - Parameters:
    ///   - runs: of each point.
    ///   - settings: of a run, by its point's position and its number.
    ///   - progress: told now and then how much is done, of one, and what.
    ///   - note: takes each run, as soon as it is done.
    package mutating func measure<Stop: Error>(
        runs: Int, settings: (_ point: Int, _ run: Int) -> ExecutionSettings, progress: (Double, String) -> Void,
        note: (ValidationRun) throws(Stop) -> Void
    ) throws(ValidationFailure<Stop>) {
        let count = points.count
        for number in 0..<runs {
            for (turn, point) in ValidationRounds(points: count).order(ofRound: number).enumerated() {
                let finished = number * count + turn
                let outcome: RunOutcome?
                do throws(ExecutionError) {
                    let execution = try execute(points[point].scenario, settings(point, number)) { share in
                        progress(
                            (Double(finished) + (share ?? 0)) / Double(runs * count),
                            "\(finished) of \(runs * count) runs")
                        return !Task.isCancelled
                    }
                    if let error = execution.error { throw error }
                    outcome = execution.outcome
                } catch {
                    if case .stopped = error { throw .cancelled(finished: finished) }
                    throw .execution(error, variant: points[point].scenario.variant)
                }
                guard let outcome else { continue }
                add(outcome, at: point)
                do { try note(ValidationRun(point: point, number: number, outcome: outcome)) } catch {
                    throw .notNoted(error)
                }
            }
        }
    }
}
