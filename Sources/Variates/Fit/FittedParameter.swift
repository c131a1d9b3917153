import CGSL

/// A parameter estimated from measured values.
public struct FittedParameter: Sendable, Equatable {
    /// The name, as scenario files spell it; `by` is the least value of a shifted family.
    public let name: String
    /// Whether the parameter has the unit of the values or none.
    public let kind: DistributionFamily.Parameter.Kind
    /// The estimate.
    public let estimate: Double
    /// The 95 % confidence interval.
    public let interval: ClosedRange<Double>

    /// A parameter whose interval is known.
    init(
        _ name: String, _ kind: DistributionFamily.Parameter.Kind, _ estimate: Double, from lower: Double,
        to upper: Double
    ) {
        self.name = name
        self.kind = kind
        self.estimate = estimate
        // Comparisons with NaN are false: an error that cannot be computed leaves an interval, not a trap.
        interval = (lower <= estimate ? lower : estimate)...(upper >= estimate ? upper : estimate)
    }

    /// A positive parameter whose logarithm is about normal.
    ///
    /// Intervals of the logarithm stay positive, and the estimates of shapes and scales are less skewed there.
    init(
        _ name: String, _ kind: DistributionFamily.Parameter.Kind, _ estimate: Double, relativeError: Double
    ) {
        let factor = overlap_exp(Self.normalQuantile * relativeError)
        self.init(name, kind, estimate, from: estimate / factor, to: estimate * factor)
    }

    /// The point below which 97.5 % of the standard normal lie.
    static let normalQuantile = 1.959_963_984_540_054
}
