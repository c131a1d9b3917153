import Measurements
import Pipelines

extension ConsumerGaps {
    private static let outlierDeviations = 2.0

    /// Nanoseconds that the consumer takes for an element: the mean of the gaps without those that are more than two
    /// standard deviations above it; 0 until enough have been seen.
    var targetNanoseconds: Double {
        guard nanoseconds.count == Self.window else { return 0 }
        let gaps = nanoseconds.map(Double.init)
        let all = Tally(gaps)
        let largest = (all.mean ?? 0) + Self.outlierDeviations * (all.standardDeviation ?? 0)
        return Tally(gaps.filter { $0 <= largest }).mean ?? 0
    }
}
