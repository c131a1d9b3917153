package import PipelineRuns
package import Pipelines

extension Scenario {
    /// One figure of a simulation.
    ///
    /// - Parameters:
    ///   - metric: which one.
    ///   - replications: as many; as the run plan says when nil.
    /// - Returns: nil where no run defines it.
    /// - Throws: `ReplicationError` for a replication that failed, or when the task is cancelled.
    package func simulated(
        _ metric: Metric, replications: Int? = nil
    ) async throws(ReplicationError) -> Double? {
        var scenario = self
        if let replications { scenario.run.replications = replications }
        return try await simulate(scenario).estimate(metric)?.value
    }
}
