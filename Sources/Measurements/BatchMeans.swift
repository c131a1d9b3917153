import CGSL

/// Interval of the mean of one long, autocorrelated series by batching until the batches look independent.
///
/// Consecutive observations are averaged in batches. While the batch means fail a test of independence the batch size
/// doubles, down to ``fewestBatches`` batches; the t interval of the first batch means that pass is the result. The
/// test is von Neumann's ratio of successive differences, one-sided (only positive correlation narrows an interval) at
/// level 0.10. When even the largest batches fail, no interval is given: it would be too narrow. Under negative
/// correlation the interval is wider than needed.
///
/// - Source: G. S. Fishman (1978), "Grouping observations in digital simulation", Management Science 24(5), 510–521;
///   G. S. Fishman, L. S. Yarberry (1997), "An implementation of the batch means method", INFORMS Journal on Computing
///   9(3), 296–310; J. von Neumann (1941), "Distribution of the ratio of the mean square successive difference to the
///   variance", Annals of Mathematical Statistics 12(4), 367–395.
public struct BatchMeans: Equatable, Sendable {
    /// Whether the batches support an interval.
    public enum Verdict: Equatable, Sendable {
        /// The batch means passed the test of independence.
        case accepted

        /// The batch means are still correlated at the largest batch size: run longer.
        case correlated

        /// There are fewer observations than ``BatchMeans/fewestBatches``.
        case tooShort
    }

    /// Fewest batches an interval is built on.
    public static let fewestBatches = 20

    /// Probability that independent batches fail the test.
    public static let testLevel = 0.10

    /// Whether the batches support an interval.
    public let verdict: Verdict

    /// The interval, in the observations' unit; `nil` unless the verdict is ``Verdict/accepted``.
    public let interval: ConfidenceInterval?

    /// Observations per batch when the procedure stopped.
    public let batchSize: Int

    /// Batches when the procedure stopped; an incomplete last batch is left out.
    public let batchCount: Int

    /// Von Neumann's estimate of the lag-1 autocorrelation of those batch means; 0 when they are all equal, `nil` when
    /// the series is too short.
    public let lag1Autocorrelation: Double?

    /// Batches a series.
    ///
    /// - Parameters:
    ///   - observations: finite observations in time order, the warm-up removed; they may be batch means themselves.
    ///   - confidence: strictly between 0 and 1.
    /// - Complexity: O(n).
    public init(_ observations: [Double], confidence: Double = 0.95) {
        var size = 1
        var means = observations
        guard means.count >= Self.fewestBatches else {
            verdict = .tooShort
            interval = nil
            batchSize = size
            batchCount = means.count
            lag1Autocorrelation = nil
            return
        }
        var correlation = Self.lag1Autocorrelation(of: means)
        while !Self.looksIndependent(correlation, batches: means.count), means.count / 2 >= Self.fewestBatches {
            means = Self.batched(means, size: 2)
            size *= 2
            correlation = Self.lag1Autocorrelation(of: means)
        }
        let accepted = Self.looksIndependent(correlation, batches: means.count)
        verdict = accepted ? .accepted : .correlated
        interval = accepted ? ConfidenceInterval(means, confidence: confidence) : nil
        batchSize = size
        batchCount = means.count
        lag1Autocorrelation = correlation
    }

    /// Means of consecutive batches of equal size, an incomplete last batch left out.
    ///
    /// - Parameters:
    ///   - observations: values in time order.
    ///   - size: observations per batch, at least 1.
    public static func batched(_ observations: [Double], size: Int) -> [Double] {
        precondition(size >= 1, "A batch has at least one observation")
        return (0..<observations.count / size).map { batch in
            observations[batch * size..<(batch + 1) * size].reduce(0, +) / Double(size)
        }
    }

    /// C = 1 − Σ(zᵢ − zᵢ₊₁)² ÷ 2Σ(zᵢ − z̄)²: the lag-1 autocorrelation plus a correction for the two ends.
    private static func lag1Autocorrelation(of means: [Double]) -> Double {
        guard let variance = Tally(means).variance, variance > 0 else { return 0 }
        let successive = zip(means, means.dropFirst()).reduce(0) { sum, pair in
            sum + (pair.0 - pair.1) * (pair.0 - pair.1)
        }
        return 1 - successive / (2 * variance * Double(means.count - 1))
    }

    /// Under independence C is close to normal with mean 0 and variance (b − 2)/(b² − 1), b the number of batches.
    private static func looksIndependent(_ correlation: Double, batches: Int) -> Bool {
        let count = Double(batches)
        let deviation = ((count - 2) / (count * count - 1)).squareRoot()
        return correlation <= gsl_cdf_ugaussian_Pinv(1 - testLevel) * deviation
    }
}
