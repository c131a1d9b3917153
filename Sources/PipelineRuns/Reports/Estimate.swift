public import Measurements

/// A metric's figure over the replications of a scenario.
public struct Estimate: Sendable {
    /// What was measured.
    public let metric: Metric
    /// The average or the largest value, as the metric is aggregated, in the metric's unit.
    public let value: Double
    /// The interval of the average; nil for a metric that reports the largest value.
    public let interval: ConfidenceInterval?
    /// Replications that define the metric.
    public let count: Int

    init(metric: Metric, value: Double, interval: ConfidenceInterval?, count: Int) {
        self.metric = metric
        self.value = value
        self.interval = interval
        self.count = count
    }

    /// Nil when no replication defines the metric.
    init?(_ metric: Metric, of reports: [RunReport], confidence: Double) {
        guard let interval = metric.interval(of: reports, confidence: confidence) else { return nil }
        self.metric = metric
        count = interval.count
        if metric.aggregation == .maximum {
            value = reports.compactMap { metric.value($0) }.max() ?? interval.mean
            self.interval = nil
        } else {
            value = interval.mean
            self.interval = interval
        }
    }
}
