import Histogram

/// Percentiles of durations in nanoseconds, in bounded memory.
///
/// A High Dynamic Range histogram with three significant digits: a reported percentile is never below the exact one
/// and at most 1/1024 (0.098 %) above it. Counts, mean, minimum and maximum are exact. The array of counts covers an
/// hour in 0.26 MiB; a longer duration enlarges it by 8 KiB per doubling, up to 0.42 MiB for the whole of `Int64`, so
/// no duration is ever clamped or dropped.
///
/// - Source: G. Tene, HdrHistogram; the Swift library is HdrHistogram/hdrhistogram-swift.
public struct LatencyHistogram: Sendable {
    // Every histogram begins as a copy of this one: growing from nothing costs milliseconds, the copy microseconds.
    private static let empty: Histogram<UInt64> = {
        var histogram = Histogram<UInt64>(
            highestTrackableValue: 3_600_000_000_000, numberOfSignificantValueDigits: .three)
        histogram.autoResize = true
        return histogram
    }()

    private var histogram: Histogram<UInt64>
    // Sum of all durations as high · 2⁶⁴ + low: an hour recorded 10⁷ times overflows 64 bits.
    private var sumLow: UInt64 = 0
    private var sumHigh: UInt64 = 0

    /// Creates an empty histogram.
    public init() {
        histogram = Self.empty
    }

    /// Records a duration.
    ///
    /// - Parameters:
    ///   - nanoseconds: the duration, not negative.
    ///   - count: how many observations had it, not negative.
    /// - Complexity: O(1); the first duration above an hour also grows the array.
    public mutating func record(_ nanoseconds: Int64, count: Int = 1) {
        precondition(nanoseconds >= 0, "A duration is not negative")
        precondition(count >= 0, "A number of observations is not negative")
        guard count > 0 else { return }
        histogram.record(UInt64(nanoseconds), count: UInt64(count))
        let (high, low) = UInt64(nanoseconds).multipliedFullWidth(by: UInt64(count))
        add(high: high, low: low)
    }

    /// Adds all observations of another histogram.
    ///
    /// - Parameter other: the histogram to add; it is left unchanged. Any order of merging gives the same result.
    public mutating func merge(_ other: LatencyHistogram) {
        histogram.add(other.histogram)
        add(high: other.sumHigh, low: other.sumLow)
    }

    /// Forgets all observations, for example those of the warm-up.
    public mutating func reset() {
        histogram = Self.empty
        sumLow = 0
        sumHigh = 0
    }

    /// Observations recorded.
    public var count: Int { Int(histogram.totalCount) }

    /// The smallest recorded-to-resolution duration that at least the given percentage of observations do not exceed.
    ///
    /// - Parameter percent: from 0 (the smallest observation) to 100 (the largest, exact).
    /// - Returns: nanoseconds, from the exact percentile to 1/1024 above it; `nil` without observations.
    /// - Complexity: one pass over the array, 3·10⁴ counts; about half a millisecond.
    public func percentile(_ percent: Double) -> Int64? {
        precondition(percent >= 0 && percent <= 100, "A percentile lies from 0 to 100")
        return count > 0 ? Int64(histogram.valueAtPercentile(percent)) : nil
    }

    /// Exact arithmetic mean in nanoseconds; `nil` without observations.
    public var mean: Double? {
        guard count > 0 else { return nil }
        return (Double(sumHigh) * 0x1p64 + Double(sumLow)) / Double(count)
    }

    /// Exact largest duration in nanoseconds; `nil` without observations.
    public var maximum: Int64? { count > 0 ? Int64(histogram.maxRecorded) : nil }

    /// Exact smallest duration in nanoseconds; `nil` without observations.
    public var minimum: Int64? { count > 0 ? Int64(histogram.min) : nil }

    private mutating func add(high: UInt64, low: UInt64) {
        let (sum, carried) = sumLow.addingReportingOverflow(low)
        sumLow = sum
        sumHigh += high + (carried ? 1 : 0)
    }
}
