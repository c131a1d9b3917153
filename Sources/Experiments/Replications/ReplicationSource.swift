public import PipelineRuns
public import PipelineSimulation
public import Pipelines

/// Where the replications of an experiment come from: this machine, what an earlier run has stored, or other machines.
///
/// Whichever it is, they are the same to the last digit: a replication is a function of its scenario and its number.
public protocol ReplicationSource: Sendable {
    /// Summarises the replications of scenarios, each as its run plan says.
    ///
    /// - Parameters:
    ///   - scenarios: what is run.
    ///   - threads: replications at a time on this machine, at least 1.
    ///   - progress: told now and then how much is done.
    ///   - arrived: takes each scenario's position and summary once, in any order; false ends the work.
    /// - Throws: `ReplicationError` for a replication that failed, or when the task is cancelled.
    func summarise(
        _ scenarios: [Scenario], threads: Int, progress: (ReplicationProgress) -> Void,
        arrived: (Int, VariantSummary) -> Bool
    ) async throws(ReplicationError)

    /// Adds replications to several series, until each has a number of them.
    ///
    /// - Parameters:
    ///   - series: what is extended; as `PipelineSimulation.extend` has it.
    ///   - count: replications that each has in the end.
    ///   - threads: replications at a time on this machine, at least 1.
    ///   - progress: told how many of those to be added are finished.
    /// - Throws: `ReplicationError` for a replication that failed, or when the task is cancelled.
    func extend(
        _ series: inout [ReplicationSeries], to count: Int, threads: Int, progress: (_ finished: Int, _ of: Int) -> Void
    ) async throws(ReplicationError)

    /// Hears which scenarios may be extended next, the nearest first, so that machines which have nothing to do may begin.
    ///
    /// - Parameters:
    ///   - scenarios: those of series of which nothing was run.
    ///   - replications: as many as each will be extended to.
    func expect(_ scenarios: () -> [Scenario], replications: Int)
}

extension ReplicationSource {
    /// Nothing is simulated before it is needed.
    public func expect(_ scenarios: () -> [Scenario], replications: Int) {}
}

/// Replications are simulated in this program.
public struct ThisMachine: ReplicationSource {
    /// The threads are given with each question.
    public init() {}

    /// Simulates the scenarios; those before others are begun first.
    public func summarise(
        _ scenarios: [Scenario], threads: Int, progress: (ReplicationProgress) -> Void,
        arrived: (Int, VariantSummary) -> Bool
    ) async throws(ReplicationError) {
        try await replicateInAnyOrder(scenarios, threads: threads, progress: progress) { position, replications in
            arrived(position, VariantSummary(replications, baseline: nil))
        }
    }

    /// Simulates what is missing.
    public func extend(
        _ series: inout [ReplicationSeries], to count: Int, threads: Int, progress: (_ finished: Int, _ of: Int) -> Void
    ) async throws(ReplicationError) {
        try await PipelineSimulation.extend(&series, to: count, threads: threads, progress: progress)
    }
}
