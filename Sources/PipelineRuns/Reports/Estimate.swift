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

extension Estimate: Codable {
    private enum CodingKeys: CodingKey { case metric, value, interval, count }

    /// - Throws: `DecodingError` for a metric of another version.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .metric)
        guard let metric = Metric.named(name) else {
            throw DecodingError.dataCorruptedError(
                forKey: .metric, in: container, debugDescription: "there is no figure `\(name)`")
        }
        self.init(
            metric: metric, value: try container.decode(Double.self, forKey: .value),
            interval: try container.decodeIfPresent(ConfidenceInterval.self, forKey: .interval),
            count: try container.decode(Int.self, forKey: .count))
    }

    /// By the metric's name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(metric.name, forKey: .metric)
        try container.encode(value, forKey: .value)
        try container.encodeIfPresent(interval, forKey: .interval)
        try container.encode(count, forKey: .count)
    }
}
