import PipelineRuns

extension Metric {
    /// What rows of figures call it: with the unit where values are written without one.
    var rowHead: String {
        switch name {
        case Metric.samplesPerSecond.name: "samples/s"
        case Metric.runSamplesPerSecond.name: "samples/s of the run"
        default: label
        }
    }
}
