package import Pipelines
import Variates

/// What a scenario says of samples and steps, in the mean: what a recorded loop shows too.
package struct PlannedCosts: Sendable {
    /// PyTorch's loader, if the pipeline has one.
    package let loader: DataLoader?
    /// Computation of a sample (s); nil without a loader.
    package let sampleComputation: Double?
    /// What a sample waits for (s).
    package let sampleWaiting: Double
    /// A step, host time included (s).
    package let step: Double

    /// The costs of a scenario.
    package init(_ scenario: Scenario) {
        let training = scenario.pipeline.training
        loader = scenario.pipeline.stages.lazy.compactMap { $0.operator as? DataLoader }.first
        sampleComputation = loader?.service.secondsPerElement.mean
        sampleWaiting = scenario.platform.disk.latency.mean
        step = training.step.mean + training.hostOverhead.mean
    }
}
