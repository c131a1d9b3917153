public import Measurements

/// A metric's figure over the replications of a scenario.
public struct Estimate: Sendable {
    /// What was measured.
    public let metric: Metric
    /// The mean or the largest value, as the metric is aggregated, in the metric's unit.
    public let value: Double
    /// The interval of the mean; nil for a metric that reports the largest value.
    public let interval: ConfidenceInterval?
    /// Replications that define the metric.
    public let count: Int

    /// Nil when no replication defines the metric.
    init?(_ metric: Metric, of reports: [RunReport], confidence: Double) {
        let values = reports.compactMap { metric.value($0) }
        guard let largest = values.max() else { return nil }
        self.metric = metric
        count = values.count
        switch metric.aggregation {
        case .mean:
            let isShare = metric.unit == .fraction
            let interval =
                isShare
                ? ConfidenceInterval(ofShares: values, confidence: confidence)
                : ConfidenceInterval(values, confidence: confidence)
            value = interval.mean
            self.interval = interval
        case .maximum:
            value = largest
            interval = nil
        }
    }
}
