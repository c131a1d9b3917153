import PipelineRuns
import Pipelines

/// A replication that came to an end.
struct FinishedRun: Sendable {
    var outcome: RunOutcome
    var history: RunHistory
}

/// Runs replications, some at a time, until there are no more, or one fails; those that run then come to their end.
///
/// - Parameters:
///   - threads: replications that run at the same time, at least 1.
///   - next: the one to start; nil when there is none before others finish.
///   - finished: told of each that did not fail; its answer says whether to go on.
/// - Throws: the first failure in order, whichever thread fails first: all replications before it were started earlier.
func runReplications(
    threads: Int, next: () -> ReplicationSchedule.Start?,
    finished: (ReplicationSchedule.Start, FinishedRun) -> Bool
) async throws(ReplicationError) {
    precondition(threads >= 1, "Something must run the replications")
    let failure = await withTaskGroup(
        of: (ReplicationSchedule.Start, Result<FinishedRun, SimulationError>).self
    ) { group -> ReplicationError? in
        var (running, failure): (Int, ReplicationError?) = (0, nil)
        while true {
            // The end of a round may allow several starts where there was none before.
            while failure == nil, running < threads, let start = next() {
                running += 1
                group.addTask { (start, Result { () throws(SimulationError) in try run(start) }) }
            }
            guard let (start, result) = await group.next() else { return failure }
            running -= 1
            switch result {
            case .success(let run):
                guard finished(start, run) else {
                    group.cancelAll()
                    return nil
                }
            case .failure(let error):
                let other = ReplicationError(start, error)
                failure = failure.map { $0.isBefore(other) ? $0 : other } ?? other
            }
        }
    }
    if let failure { throw failure }
}

private func run(_ start: ReplicationSchedule.Start) throws(SimulationError) -> FinishedRun {
    if Task.isCancelled { throw .cancelled }
    let (outcome, history) = try simulateReplication(start.scenario, UInt32(start.replication))
    return FinishedRun(outcome: outcome, history: history)
}

extension ReplicationError {
    fileprivate init(_ start: ReplicationSchedule.Start, _ error: SimulationError) {
        self.init(
            scenario: start.position, variant: start.scenario.variant, replication: start.replication, error: error)
    }

    fileprivate func isBefore(_ other: ReplicationError) -> Bool {
        (scenario, replication) < (other.scenario, other.replication)
    }
}
