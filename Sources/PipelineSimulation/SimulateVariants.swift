public import PipelineRuns
public import Pipelines

/// Simulates a scenario as its run plan says, and summarises the replications.
///
/// - Parameters:
///   - scenario: what to simulate.
///   - threads: replications that run at the same time at most; the runtime runs no more than there are cores.
/// - Returns: the same values whatever the number of threads.
/// - Throws: `ReplicationError` for a replication that failed, or when the task is cancelled.
public func simulate(
    _ scenario: Scenario, threads: Int = 64
) async throws(ReplicationError) -> VariantSummary {
    VariantSummary(try await replicate(scenario, threads: threads), baseline: nil)
}

/// Simulates variants side by side, each as its run plan says, and compares them with the first.
///
/// Variants with the same seed draw the same random numbers, so that their speed-ups are known far more closely than
/// their throughputs.
///
/// - Parameters:
///   - variants: what to simulate; speed-ups refer to the first.
///   - threads: replications that run at the same time at most; the runtime runs no more than there are cores.
///   - progress: called after every replication.
/// - Returns: a summary for each, in their order; the same values whatever the number of threads.
/// - Throws: `ReplicationError` for a replication that failed, or when the task is cancelled.
public func simulate(
    _ variants: [Scenario], threads: Int = 64, progress: (ReplicationProgress) -> Void = { _ in }
) async throws(ReplicationError) -> [VariantSummary] {
    var baseline: Replications?
    var summaries: [VariantSummary] = []
    try await replicate(variants, threads: threads, progress: progress) { _, replications in
        if summaries.isEmpty { baseline = replications }
        summaries.append(VariantSummary(replications, baseline: baseline))
        return true
    }
    return summaries
}
