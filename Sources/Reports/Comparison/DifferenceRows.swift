import Measurements
import PipelineRuns

/// How a figure of one thing relates to that of another, as cells of comma-separated values.
struct DifferenceRows {
    /// Which figure.
    let metric: Metric
    /// The one's ÷ the other's.
    let ratio: ConfidenceInterval?
    /// The one's − the other's, in the metric's unit.
    let difference: ConfidenceInterval?
    /// That of the scenario's random streams.
    let seed: UInt64
    /// What can be said of it.
    let verdict: String

    /// The names of the columns behind that of the part.
    static let head = ["metric", "unit", "mean", "ci_low", "ci_high", "conf", "reps", "seed", "verdict"]

    /// One for the ratio and one for the difference, as far as there are any; else one without a value.
    var cells: [[String]] {
        guard let difference else { return [cells("difference", metric.unit.rawValue, nil)] }
        return (ratio.map { [cells("ratio", "1", $0)] } ?? [])
            + [cells("difference", metric.unit.rawValue, difference)]
    }

    private func cells(_ part: String, _ unit: String, _ interval: ConfidenceInterval?) -> [String] {
        [part, metric.name, unit] + [interval?.mean, interval?.lower, interval?.upper].map { $0.map { "\($0)" } ?? "" }
            + [interval.map { "\($0.confidence)" } ?? "", "\(interval?.count ?? 0)", "\(seed)", verdict]
    }
}
