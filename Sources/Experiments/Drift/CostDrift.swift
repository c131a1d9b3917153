public import Measurements

/// A cost of a recorded loop beside the one that was planned.
public struct CostDrift: Sendable {
    /// What costs it.
    public let name: String
    /// Mean of the scenario (s).
    public let planned: Double
    /// Mean of the recording, with its interval (s).
    public let recorded: ConfidenceInterval

    /// Compares a mean of single times, taken to be independent, with a planned one.
    ///
    /// - Parameters:
    ///   - name: what took the time.
    ///   - planned: seconds that it was planned to take, in the mean.
    ///   - seconds: what was recorded, at least one time.
    ///   - mean: the recorded mean where it is known better than from these times.
    ///   - confidence: of the interval.
    public init(_ name: String, planned: Double, seconds: [Double], mean: Double? = nil, confidence: Double = 0.95) {
        let tally = Tally(seconds)
        let count = max(1, seconds.count)
        let error = tally.variance.map { ($0 / Double(count)).squareRoot() }
        let quantile = StudentT.quantile(probability: (1 + confidence) / 2, degreesOfFreedom: Double(max(1, count - 1)))
        self.name = name
        self.planned = planned
        recorded = ConfidenceInterval(
            mean: mean ?? tally.mean ?? 0, halfWidth: error.map { $0 * quantile }, confidence: confidence, count: count)
    }

    /// Recorded ÷ planned − 1; nil where nothing was planned.
    public var change: Double? { planned > 0 ? recorded.mean / planned - 1 : nil }
}
