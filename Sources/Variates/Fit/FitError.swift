/// Measured values to which nothing can be fitted.
public enum FitError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Fewer than two values.
    case tooFewValues(count: Int)
    /// A value that is no time or size.
    case impossibleValue(position: Int, value: Double)
    /// A resolution that is not a share.
    case impossibleResolution(Double)

    /// One sentence: what is wrong, where, and what would be accepted.
    public var description: String {
        switch self {
        case .tooFewValues(let count):
            "a distribution cannot be fitted to \(count) value\(count == 1 ? "" : "s"): at least 2 are needed"
        case .impossibleValue(let position, let value):
            "value \(position) is \(value), but must be at least 0 and at most \(ParameterChecks.largestQuantity)"
        case .impossibleResolution(let resolution):
            "the relative resolution is \(resolution), but must be at least 0 and below 1"
        }
    }
}
