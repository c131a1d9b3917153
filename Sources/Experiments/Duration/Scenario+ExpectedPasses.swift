package import Pipelines

extension Scenario {
    /// Replications that are run before anybody looks at their figures.
    private static let firstReplications = 10

    /// How often elements pass a stage until the first figures are there: what a simulation's time is in proportion to.
    ///
    /// Infinite where the data do not end.
    package var expectedPasses: Double {
        let replications = min(
            run.replications ?? Self.firstReplications, max(1, run.replications ?? run.maxReplications))
        let stages = Double(pipeline.stages.count + 1)
        return (samples ?? .infinity) * stages * Double(replications)
    }
}
