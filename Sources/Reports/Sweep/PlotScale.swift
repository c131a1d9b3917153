import PipelineRuns

/// The unit of a picture's vertical axis, and how many of the metric's are in one of it.
struct PlotScale {
    let unit: String
    let size: Double

    init(_ metric: Metric?) {
        (unit, size) =
            switch metric?.unit {
            case .fraction: ("%", 0.01)
            case .bytes: ("MiB", 0x1p20)
            case .bytesPerSecond: ("MB/s", 1e6)
            case let unit?: (unit.rawValue, 1)
            case nil: ("", 1)
            }
    }
}
