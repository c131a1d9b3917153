import Measurements

/// The middle and the upper end of repeated measurements of one duration.
package struct Spread: Hashable, Sendable {
    /// Half of the measurements are at most so long, in seconds.
    package let medianSeconds: Double
    /// Nine of ten measurements are at most so long, in seconds.
    package let percentile90Seconds: Double
    /// How many measurements there are.
    package let count: Int

    /// - Precondition: there is at least one measurement.
    init(_ nanoseconds: [Int64]) {
        precondition(!nanoseconds.isEmpty, "a spread needs a measurement")
        let sorted = nanoseconds.sorted()
        count = sorted.count
        medianSeconds = sorted.map { 1e-9 * Double($0) }.median
        // The nearest rank: the smallest measurement that this share of them does not exceed.
        percentile90Seconds = 1e-9 * Double(sorted[(9 * count + 9) / 10 - 1])
    }
}
