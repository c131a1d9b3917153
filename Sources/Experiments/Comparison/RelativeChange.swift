public import Measurements

/// How much more one has of a figure than another, as a share of the other's: 0.031 is 3.1 % more.
public struct RelativeChange: Sendable, Equatable {
    /// The estimate.
    public let value: Double
    /// Ends of its interval; nil when they are not known.
    public let lower: Double?
    /// The upper end.
    public let upper: Double?

    /// - Parameter ratio: the one's figure ÷ the other's.
    public init(_ ratio: ConfidenceInterval) {
        self.init(value: ratio.mean - 1, lower: ratio.lower.map { $0 - 1 }, upper: ratio.upper.map { $0 - 1 })
    }

    private init(value: Double, lower: Double?, upper: Double?) {
        (self.value, self.lower, self.upper) = (value, lower, upper)
    }

    /// The same seen from the other; nil where the one has nothing.
    public var inverse: RelativeChange? {
        func inverted(_ share: Double) -> Double { 1 / (1 + share) - 1 }
        guard value > -1, lower.map({ $0 > -1 }) ?? true else { return nil }
        return RelativeChange(value: inverted(value), lower: upper.map(inverted), upper: lower.map(inverted))
    }

    /// How far the estimate may be off, to the side where it is more; nil when that is not known.
    public var halfWidth: Double? {
        guard let lower, let upper else { return nil }
        return max(value - lower, upper - value)
    }

    /// The largest change in either direction that the interval holds; nil when that is not known.
    public var bound: Double? {
        guard let lower, let upper else { return nil }
        return max(lower.magnitude, upper.magnitude)
    }
}
