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
    var schedule = ReplicationSchedule(scenarios)
    try await runReplications(threads: threads) {
        schedule.next()
    } finished: { start, run in
        schedule.finished(start, run)
        progress(schedule.progress)
        while let (position, replications) = schedule.takeFinished() {
            guard finished(position, replications) else { return false }
        }
        return true
    }
}
