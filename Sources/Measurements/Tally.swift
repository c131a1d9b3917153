/// Count, mean, variance and extremes of a stream of observations, in constant memory.
///
/// The mean and the sum of squared deviations follow Welford's recurrence, which does not subtract two large
/// nearly equal sums, so observations with a small spread around a large mean keep their digits.
///
/// - Source: B. P. Welford (1962), "Note on a method for calculating corrected sums of squares and products",
///   Technometrics 4(3), 419–420; merging: T. F. Chan, G. H. Golub, R. J. LeVeque (1979), "Updating formulae and
///   a pairwise algorithm for computing sample variances", Stanford STAN-CS-79-773, eq. 2.1.
public struct Tally: Equatable, Sendable {
    /// Observations recorded so far.
    public private(set) var count: Int

    private var runningMean: Double
    private var squaredDeviations: Double
    private var lowest: Double
    private var highest: Double

    /// Creates a tally without observations.
    public init() {
        count = 0
        runningMean = 0
        squaredDeviations = 0
        lowest = .infinity
        highest = -.infinity
    }

    /// Creates a tally of the given observations, in their order.
    ///
    /// - Parameter values: finite observations, in any unit.
    public init(_ values: some Sequence<Double>) {
        self.init()
        for value in values { record(value) }
    }

    /// Adds one observation.
    ///
    /// - Parameter value: the observation, in the unit of all the others.
    /// - Precondition: `value` is finite; one NaN would silently spoil every figure after it.
    /// - Complexity: O(1), no allocation.
    public mutating func record(_ value: Double) {
        precondition(value.isFinite, "A tally takes finite observations")
        count += 1
        let deviation = value - runningMean
        runningMean += deviation / Double(count)
        squaredDeviations += deviation * (value - runningMean)
        lowest = Swift.min(lowest, value)
        highest = Swift.max(highest, value)
    }

    /// Adds all observations of another tally, as if they had been recorded here.
    ///
    /// Count and extremes are exact; mean and variance agree with recording one by one up to rounding, so results
    /// that must be bit-identical need a fixed order of merging.
    ///
    /// - Parameter other: observations in the same unit.
    public mutating func merge(_ other: Tally) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        let ours = Double(count)
        let theirs = Double(other.count)
        let difference = other.runningMean - runningMean
        count += other.count
        runningMean += difference * (theirs / Double(count))
        squaredDeviations += other.squaredDeviations + difference * difference * (ours * theirs / Double(count))
        lowest = Swift.min(lowest, other.lowest)
        highest = Swift.max(highest, other.highest)
    }

    /// Arithmetic mean in the observations' unit; `nil` without observations.
    public var mean: Double? { count > 0 ? runningMean : nil }

    /// Unbiased sample variance (divisor n − 1), in the observations' unit squared; `nil` below two observations.
    public var variance: Double? { count > 1 ? squaredDeviations / Double(count - 1) : nil }

    /// Square root of ``variance``, in the observations' unit; `nil` below two observations.
    public var standardDeviation: Double? { variance?.squareRoot() }

    /// Smallest observation; `nil` without observations.
    public var minimum: Double? { count > 0 ? lowest : nil }

    /// Largest observation; `nil` without observations.
    public var maximum: Double? { count > 0 ? highest : nil }
}
