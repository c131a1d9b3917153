public import PipelineRuns
public import Pipelines

/// How far the replications of some scenarios have come.
public struct ReplicationProgress: Sendable, Equatable {
    /// Scenarios all of whose replications are finished.
    public var finishedScenarios: Int
    /// Scenarios to run.
    public var scenarios: Int
    /// Replications finished so far.
    public var finishedReplications: Int
    /// Share of the work that is done, from 0 to 1; it may fall when a precision needs more replications.
    public var fraction: Double
}

/// Why the replications of a scenario could not be run.
public struct ReplicationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Position of the scenario among those that were to be run.
    public var scenario: Int
    /// Name of its variant.
    public var variant: String
    /// Number of the replication, counted from 0.
    public var replication: Int
    /// What happened.
    public var error: SimulationError

    /// One sentence for the user.
    public var description: String { "variant `\(variant)`, replication \(replication): \(error)" }

    fileprivate func isBefore(_ other: ReplicationError) -> Bool {
        (scenario, replication) < (other.scenario, other.replication)
    }
}

/// Runs the replications of one scenario in parallel, as its run plan says.
///
/// - Parameters:
///   - scenario: what to run.
///   - threads: replications that run at the same time, at least 1.
///   - progress: called after every replication.
/// - Returns: the same values whatever the number of threads.
/// - Throws: `ReplicationError` for a replication that failed, or when the task is cancelled.
public func replicate(
    _ scenario: Scenario, threads: Int, progress: (ReplicationProgress) -> Void = { _ in }
) async throws(ReplicationError) -> Replications {
    var result: Replications?
    try await replicate([scenario], threads: threads, progress: progress) { _, replications in
        result = replications
        return true
    }
    guard let result else { preconditionFailure("All replications were run, so there is a result") }
    return result
}

/// Runs the replications of several scenarios in parallel, each as its run plan says.
///
/// Replications of a later scenario fill the cores that the last ones of an earlier leave idle. Scenarios with the same
/// seed draw from the same random streams (common random numbers).
///
/// - Parameters:
///   - scenarios: what to run.
///   - threads: replications that run at the same time, at least 1.
///   - progress: called after every replication.
///   - finished: called with each scenario's position and result, by increasing position, as soon as it and all before
///     it are finished; its answer says whether to go on.
/// - Throws: `ReplicationError` for a replication that failed, or when the task is cancelled.
public func replicate(
    _ scenarios: [Scenario], threads: Int, progress: (ReplicationProgress) -> Void = { _ in },
    finished: (Int, Replications) -> Bool
) async throws(ReplicationError) {
    precondition(threads >= 1, "Something must run the replications")
    let failure = await withTaskGroup(of: FinishedReplication.self) { group -> ReplicationError? in
        var schedule = ReplicationSchedule(scenarios)
        // The first in order is reported, whichever thread fails first: all before it were started earlier.
        var failure: ReplicationError?
        startReplications(&schedule, threads: threads, in: &group)
        while let done = await group.next() {
            switch done.result {
            case .failure(let error):
                let other = ReplicationError(
                    scenario: done.scenario, variant: scenarios[done.scenario].variant, replication: done.replication,
                    error: error)
                failure = failure.map { $0.isBefore(other) ? $0 : other } ?? other
                continue
            case .success(let (outcome, history)):
                schedule.finished(done.scenario, done.replication, outcome, history)
            }
            if failure != nil { continue }
            progress(schedule.progress)
            while let (position, replications) = schedule.takeFinished() {
                guard finished(position, replications) else {
                    group.cancelAll()
                    return nil
                }
            }
            startReplications(&schedule, threads: threads, in: &group)
        }
        return failure
    }
    if let failure { throw failure }
}

/// A replication that ended, and how.
private struct FinishedReplication: Sendable {
    var scenario: Int
    var replication: Int
    var result: Result<(outcome: RunOutcome, history: RunHistory), SimulationError>
}

/// Starts as many as there are threads for; the end of a round may allow several starts where there was none before.
private func startReplications(
    _ schedule: inout ReplicationSchedule, threads: Int, in group: inout TaskGroup<FinishedReplication>
) {
    while schedule.running < threads, let next = schedule.next() {
        group.addTask {
            let result = Result { () throws(SimulationError) in
                if Task.isCancelled { throw SimulationError.cancelled }
                return try simulateReplication(next.scenario, UInt32(next.replication))
            }
            return FinishedReplication(scenario: next.position, replication: next.replication, result: result)
        }
    }
}
