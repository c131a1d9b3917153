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

    /// Elements that its buffers and caches hold at a time at most, over all accelerators, and what its stages take beside
    /// them, in elements: what a simulation's memory is in proportion to.
    ///
    /// Of a buffer whose size is found automatically it is not known; it grows from 1.
    package var mostHeldElements: Double {
        let samples = samples ?? .infinity
        let held = pipeline.stages.map { stage in
            stage.operator.keepsData ? samples : min(Double(stage.operator.bufferCapacity ?? 0), samples)
        }
        let stages = Double(pipeline.stages.count * Self.elementsOfStage)
        return Double(platform.gpu.count) * (held.reduce(0, +) + stages)
    }

    /// Elements whose memory a stage takes for its figures over time: 900 stages take some 120 MB.
    private static let elementsOfStage = 2_000
}
