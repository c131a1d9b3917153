/// Percentiles of durations in nanoseconds, in bounded memory.
///
/// Durations are counted in bins: each of 0…2047 ns in one of its own, and each doubling beyond in 1024 equal ones. A
/// reported percentile is never below the exact one and at most 1/1024 (0.098 %) above it. Counts, mean, minimum and
/// maximum are exact. Only doublings in which a duration fell have bins, 8 KiB each, at most 0.43 MiB for the whole of
/// `Int64`: no duration is clamped or dropped, and a short run costs next to nothing.
///
/// - Source: the bins are those of G. Tene, HdrHistogram, with three significant digits. The Swift library of that name
///   took half a millisecond for a percentile, more than a short run: `docs/decisions/0005-libraries.md`.
public struct LatencyHistogram: Sendable {
    /// Bins of durations below 2048 ns at first, then of each doubling; empty where none was recorded.
    private var doublings: [[UInt64]] = Array(repeating: [], count: 53)
    private var total: UInt64 = 0
    private var smallest = Int64.max
    private var largest: Int64 = 0
    // Sum of all durations as high · 2⁶⁴ + low: an hour recorded 10⁷ times overflows 64 bits.
    private var sumLow: UInt64 = 0
    private var sumHigh: UInt64 = 0

    /// Creates an empty histogram.
    public init() {}

    /// Records a duration.
    ///
    /// - Parameters:
    ///   - nanoseconds: the duration, not negative.
    ///   - count: how many observations had it, not negative.
    /// - Complexity: O(1).
    public mutating func record(_ nanoseconds: Int64, count: Int) {
        precondition(count >= 0, "A number of observations is not negative")
        guard count > 0 else { return }
        note(nanoseconds, times: UInt64(count))
        let (high, low) = UInt64(nanoseconds).multipliedFullWidth(by: UInt64(count))
        add(high: high, low: low)
    }

    /// Records a duration once (ns, not negative).
    public mutating func record(_ nanoseconds: Int64) {
        note(nanoseconds, times: 1)
        add(high: 0, low: UInt64(nanoseconds))
    }

    @inline(__always)
    private mutating func note(_ nanoseconds: Int64, times: UInt64) {
        precondition(nanoseconds >= 0, "A duration is not negative")
        let bin = Bin(of: nanoseconds)
        if doublings[bin.doubling].isEmpty {
            doublings[bin.doubling] = Array(repeating: 0, count: Bin.count(ofDoubling: bin.doubling))
        }
        doublings[bin.doubling][bin.index] += times
        total += times
        smallest = Swift.min(smallest, nanoseconds)
        largest = Swift.max(largest, nanoseconds)
    }

    /// Adds all observations of another histogram.
    ///
    /// - Parameter other: the histogram to add; it is left unchanged. Any order of merging gives the same result.
    public mutating func merge(_ other: LatencyHistogram) {
        for (doubling, counts) in other.doublings.enumerated() where !counts.isEmpty {
            if doublings[doubling].isEmpty {
                doublings[doubling] = counts
            } else {
                for index in counts.indices { doublings[doubling][index] += counts[index] }
            }
        }
        total += other.total
        smallest = Swift.min(smallest, other.smallest)
        largest = Swift.max(largest, other.largest)
        add(high: other.sumHigh, low: other.sumLow)
    }

    /// Forgets all observations, for example those of the warm-up.
    public mutating func reset() { self = LatencyHistogram() }

    /// Observations recorded.
    public var count: Int { Int(total) }

    /// The smallest recorded-to-resolution duration that at least the given percentage of observations do not exceed.
    ///
    /// - Parameter percent: from 0 (the smallest observation, exact) to 100 (the largest, exact).
    /// - Returns: nanoseconds, from the exact percentile to 1/1024 above it; `nil` without observations.
    /// - Complexity: one pass over the bins up to it.
    public func percentile(_ percent: Double) -> Int64? {
        precondition(percent >= 0 && percent <= 100, "A percentile lies from 0 to 100")
        guard total > 0 else { return nil }
        if percent == 0 { return smallest }
        if percent == 100 { return largest }
        // Less one unit in the last place, lest rounding reaches into the next bin.
        let rank = Swift.max(1, UInt64((percent.nextDown * Double(total) / 100).rounded(.up)))
        return Swift.max(smallest, Swift.min(largest, bin(ofRank: rank).upperNanoseconds))
    }

    /// Exact arithmetic mean in nanoseconds; `nil` without observations.
    public var mean: Double? {
        guard total > 0 else { return nil }
        return (Double(sumHigh) * 0x1p64 + Double(sumLow)) / Double(total)
    }

    /// Exact largest duration in nanoseconds; `nil` without observations.
    public var maximum: Int64? { total > 0 ? largest : nil }

    /// Exact smallest duration in nanoseconds; `nil` without observations.
    public var minimum: Int64? { total > 0 ? smallest : nil }

    /// The bin that holds the observation of a rank, counted from 1.
    private func bin(ofRank rank: UInt64) -> Bin {
        var below: UInt64 = 0
        for (doubling, counts) in doublings.enumerated() {
            for (index, count) in counts.enumerated() {
                below += count
                if below >= rank { return Bin(doubling: doubling, index: index) }
            }
        }
        preconditionFailure("the bins hold fewer observations than were recorded")
    }

    private mutating func add(high: UInt64, low: UInt64) {
        let (sum, carried) = sumLow.addingReportingOverflow(low)
        sumLow = sum
        sumHigh += high + (carried ? 1 : 0)
    }
}

/// Where a duration is counted.
private struct Bin {
    /// 0 below 2048 ns, 1 from there to 4095 ns, and so on.
    var doubling: Int
    var index: Int

    init(doubling: Int, index: Int) {
        self.doubling = doubling
        self.index = index
    }

    @inline(__always)
    init(of nanoseconds: Int64) {
        doubling = Swift.max(0, 53 - nanoseconds.leadingZeroBitCount)
        index = Int(nanoseconds >> Int64(doubling)) - (doubling > 0 ? 1024 : 0)
    }

    static func count(ofDoubling doubling: Int) -> Int { doubling == 0 ? 2048 : 1024 }

    /// The longest duration that it holds (ns).
    var upperNanoseconds: Int64 {
        // Of the last bin one more would overflow.
        let next = UInt64(index + (doubling > 0 ? 1024 : 0) + 1) << UInt64(doubling)
        return Int64(truncatingIfNeeded: next &- 1)
    }
}
