public import Measurements
import PipelineRuns

/// A condition's figure at one value, and what it says.
public struct ConditionFigure: Sendable {
    /// The condition.
    public let condition: Condition
    /// Whether it is met, for certain.
    public let verdict: ThresholdVerdict
    /// The figure, in the metric's unit; nil where no replication defines it.
    public let value: Double?
    /// Its interval; nil for a largest value, and where one replication tells none.
    public let interval: ConfidenceInterval?

    /// Judges replications.
    ///
    /// An average meets the condition when its whole interval does, and misses it when none of the interval does. What must
    /// hold in every run, such as the most memory in use, is met when every replication meets it.
    ///
    /// - Parameters:
    ///   - condition: the condition.
    ///   - reports: the replications.
    ///   - confidence: of the interval, strictly between 0 and 1.
    init(_ condition: Condition, _ reports: [RunReport], confidence: Double) {
        self.condition = condition
        let reports = reports.overLikeWindows
        let interval = condition.metric.interval(of: reports, confidence: confidence)
        let isLargest = condition.metric.aggregation == .maximum
        value = isLargest ? reports.compactMap(condition.metric.value).max() : interval?.mean
        self.interval = isLargest || interval?.halfWidth == nil ? nil : interval
        let ends = isLargest ? [value, value] : [interval?.lower, interval?.upper]
        let met = ends.compactMap { $0.map(condition.isMet(by:)) }
        verdict = Set(met).count == 1 ? (met[0] ? .met : .missed) : .open
    }

    /// Whether this is surely further from meeting the condition than another figure of it.
    func isWorse(than other: ConditionFigure) -> Bool {
        guard let value, let otherValue = other.value else { return false }
        return condition.isLeast
            ? interval?.upper ?? value < other.interval?.lower ?? otherValue
            : interval?.lower ?? value > other.interval?.upper ?? otherValue
    }
}
