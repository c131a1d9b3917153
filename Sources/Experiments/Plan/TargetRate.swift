import PipelineRuns
import Pipelines
import Variates

/// The long-run rate that a condition needs at the least, where it is about how fast a run is.
struct TargetRate {
    /// Samples per second, over all accelerators.
    let samplesPerSecond: Double

    /// Nil for a condition of something else, and where the length of an epoch is not known before the run.
    init?(_ condition: Condition, _ scenario: Scenario) {
        switch condition.metric.name {
        case Metric.acceleratorUtilisation.name, Metric.trainerUtilisation.name,
            Metric.firstEpochUtilisation.name, Metric.laterEpochsUtilisation.name:
            // A step that shares its cores with the pipeline takes longer, and all of that counts as its own.
            let training = scenario.pipeline.training
            guard training.device == .gpu, let alone = Self.steps(of: training.step.mostMean, alone: scenario)
            else { return nil }
            samplesPerSecond = condition.threshold * alone
        case Metric.samplesPerSecond.name, Metric.runSamplesPerSecond.name, Metric.epochSamplesPerSecond.name:
            samplesPerSecond = condition.threshold
        case Metric.epochSeconds.name, Metric.laterEpochSeconds.name, Metric.firstEpochSeconds.name:
            let epoch = condition.metric.name == Metric.firstEpochSeconds.name ? 0 : 1
            guard condition.threshold > 0, let size = try? EpochSize(scenario, epoch: epoch) else { return nil }
            samplesPerSecond = size.leastSamples / condition.threshold
        default: return nil
        }
    }

    /// Samples per second if steps of a length followed each other without a gap; nil where they take no time.
    static func steps(of seconds: Double, alone scenario: Scenario) -> Double? {
        guard seconds > 0, let share = try? scenario.onAccelerator(0) else { return nil }
        return Double(scenario.platform.gpu.count) * max(1, share.pipeline.meanFlows.last?.samples ?? 1) / seconds
    }
}
