import PipelineRuns
import Pipelines
import Variates

extension SweepResult {
    /// The throughput, if the point has figures.
    public var samplesPerSecond: Double? { summary.estimate(.samplesPerSecond)?.value }

    /// Samples per second if steps followed each other without a gap, on all accelerators; nil where there are no
    /// figures.
    public var stepAloneSamplesPerSecond: Double? {
        guard let samples = samplesPerSecond, let batches = batchesPerSecond, batches > 0 else { return nil }
        return stepAloneBatchesPerSecond.map { $0 * samples / batches }
    }

    /// The same in batches; nil where steps take no time.
    public var stepAloneBatchesPerSecond: Double? {
        let mean = point.scenario.pipeline.training.step.mean
        return mean > 0 && mean.isFinite ? Double(point.scenario.platform.gpu.count) / mean : nil
    }

    private var batchesPerSecond: Double? { summary.estimate(.batchesPerSecond)?.value }
}
