package import PipelineRuns
package import Pipelines

extension ReplicationProgress {
    /// How far replications are that run elsewhere.
    ///
    /// - Parameters:
    ///   - finished: scenarios all of whose replications are finished.
    ///   - scenarios: all.
    ///   - replications: those of finished scenarios.
    package init(finished: Int, of scenarios: Int, replications: Int) {
        self.init(
            finishedScenarios: finished, scenarios: scenarios, finishedReplications: replications,
            fraction: scenarios == 0 ? 1 : Double(finished) / Double(scenarios))
    }
}

extension ReplicationError {
    /// The end of work that runs elsewhere, before a scenario was finished.
    ///
    /// - Parameters:
    ///   - position: of the scenario among those that were to be run.
    ///   - scenario: the scenario.
    package init(endedBefore position: Int, _ scenario: Scenario) {
        self.init(scenario: position, variant: scenario.variant, replication: 0, error: .cancelled)
    }
}

/// Runs the replications of several scenarios in parallel, and tells each result at once, whether or not those before it are
/// finished.
///
/// - Parameters:
///   - scenarios: what to run.
///   - threads: replications that run at the same time, at least 1.
///   - progress: called after every replication.
///   - arrived: called once with each scenario's position and result; its answer says whether to go on.
/// - Throws: `ReplicationError` for a replication that failed, or when the task is cancelled.
package func replicateInAnyOrder(
    _ scenarios: [Scenario], threads: Int, progress: (ReplicationProgress) -> Void,
    arrived: (Int, Replications) -> Bool
) async throws(ReplicationError) {
    var schedule = ReplicationSchedule(scenarios)
    try await runReplications(threads: threads) {
        schedule.next()
    } finished: { start, run in
        schedule.finished(start, run)
        progress(schedule.progress)
        return schedule.takeFinished(at: start.position).map { arrived(start.position, $0) } ?? true
    }
}
