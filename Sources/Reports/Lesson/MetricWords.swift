import PipelineRuns

/// A metric as a learner reads it.
struct MetricWords {
    private let metric: Metric

    init(_ metric: Metric) { self.metric = metric }

    /// `samples per second`, `stall`, `busy share of the accelerator`.
    var text: String {
        switch metric.name {
        case Metric.samplesPerSecond.name: "samples per second"
        case Metric.runSamplesPerSecond.name: "samples per second of the whole run"
        case Metric.trainerUtilisation.name: "busy share of the accelerator"
        case Metric.coreUtilisation.name: "busy share of the cores"
        case Metric.peakBufferedBytes.name: "most bytes in buffers"
        case Metric.epochSeconds.name: "mean length of an epoch"
        case Metric.firstEpochSeconds.name: "length of the first epoch"
        case Metric.laterEpochSeconds.name: "mean length of later epochs"
        default: metric.label
        }
    }
}
