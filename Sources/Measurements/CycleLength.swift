import CGSL

/// After how many intervals a series of intervals repeats itself, as deliveries of workers that take turns do.
///
/// A loop that is fed in bursts has a long interval, then short ones, then a long one again. A rate taken between any
/// two of its steps is off by up to a burst ÷ the time between them, because the two lie at different phases of the
/// cycle. Between the means over one whole cycle at each end the phases cancel: exactly where the cycle repeats, and to
/// the second order where it only nearly does.
///
/// The length is the smallest lag whose autocorrelation is within a tenth of the largest one, and clearly there: at
/// least ½, and at least twice its standard error 1/√(pairs) without correlation. Without such a lag it is 1. At least
/// two cycles must be seen.
///
/// - Source: G. E. P. Box, G. M. Jenkins, G. C. Reinsel (2008), *Time Series Analysis*, 4th ed., §2.1 (autocorrelation,
///   its standard error); decision record 3 for what was measured against it.
public struct CycleLength: Equatable, Sendable {
    /// Intervals of a cycle; 1 where none is seen.
    public let intervals: Int

    private static let leastCorrelation = 0.5
    private static let nearlyTheLargest = 0.9

    /// Looks for a cycle.
    ///
    /// - Parameter series: finite lengths of consecutive intervals, in any unit.
    /// - Complexity: O(n log n).
    public init(of series: [Double]) {
        guard let mean = Tally(series).mean, series.count >= 4 else {
            intervals = 1
            return
        }
        let correlations = Self.autocorrelations(of: series.map { $0 - mean })
        let threshold = Self.nearlyTheLargest * (correlations.map(\.value).max() ?? 0)
        intervals =
            correlations.first { $0.value >= max(threshold, Self.leastCorrelation) && $0.isClear }?.lag ?? 1
    }

    private struct Correlation {
        var lag: Int
        var value: Double
        var pairs: Int

        var isClear: Bool { value >= 2 / Double(pairs).squareRoot() }
    }

    /// The correlation of the deviations with themselves `lag` places later, for each lag of at least two cycles.
    ///
    /// Each is normalised by the deviations that take part in it, so that a perfect cycle gives 1 at any lag.
    private static func autocorrelations(of deviations: [Double]) -> [Correlation] {
        let count = deviations.count
        let products = laggedProducts(of: deviations)
        var squares = [0.0]
        for deviation in deviations { squares.append(squares[squares.count - 1] + deviation * deviation) }
        let negligible = squares[count] * 1e-12
        return (1...count / 2).map { lag in
            let early = squares[count - lag]
            let late = squares[count] - squares[lag]
            let scale = (early * late).squareRoot()
            return Correlation(lag: lag, value: scale > negligible ? products[lag] / scale : 0, pairs: count - lag)
        }
    }

    /// Σ dᵢ dᵢ₊ₖ for each lag k, by the Wiener–Khinchin theorem; zeros keep the two ends apart.
    private static func laggedProducts(of deviations: [Double]) -> [Double] {
        var size = 2
        while size < 2 * deviations.count { size *= 2 }
        var values = deviations + Array(repeating: 0, count: size - deviations.count)
        gsl_fft_real_radix2_transform(&values, 1, size)
        values[0] *= values[0]
        values[size / 2] *= values[size / 2]
        for index in 1..<size / 2 {
            values[index] = values[index] * values[index] + values[size - index] * values[size - index]
            values[size - index] = 0
        }
        gsl_fft_halfcomplex_radix2_inverse(&values, 1, size)
        return values
    }
}
