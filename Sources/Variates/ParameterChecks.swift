/// The checks that parameters of one family have in common.
struct ParameterChecks {
    /// The largest magnitude a quantity may have: 10¹² seconds are 32,000 years, 10¹² bytes a terabyte per element.
    static let largestQuantity = 1e12
    /// The smallest shape of a gamma or beta distribution: below, draws underflow to zero (cv 31.6 for a gamma).
    static let smallestShape = 1e-3
    /// The smallest shape of a Weibull distribution: below, its second moment overflows.
    static let smallestWeibullShape = 0.02
    /// The largest sigma of a log-normal's logarithm (cv 5·10²¹).
    static let largestLogSigma = 10.0
    /// How many sigmas below zero the location of a truncated normal may lie: beyond, rounding spoils the draws.
    static let deepestTruncation = 30.0

    let family: String

    init(_ family: String) { self.family = family }

    func error(_ parameter: String, _ value: Double, _ requirement: String) -> DistributionError {
        DistributionError(family: family, parameter: parameter, value: "\(value)", requirement: requirement)
    }

    /// A number of at most 10¹² in magnitude; neither NaN nor infinite.
    func finite(_ parameter: String, _ value: Double) throws(DistributionError) {
        guard value.magnitude <= Self.largestQuantity else {
            throw error(parameter, value, "be a number of magnitude at most \(Self.largestQuantity)")
        }
    }

    /// A number in [0, 10¹²].
    func nonNegative(_ parameter: String, _ value: Double) throws(DistributionError) {
        guard value >= 0, value <= Self.largestQuantity else {
            throw error(parameter, value, "be at least 0 and at most \(Self.largestQuantity)")
        }
    }

    /// A number in (0, 10¹²].
    func positive(_ parameter: String, _ value: Double) throws(DistributionError) {
        guard value > 0, value <= Self.largestQuantity else {
            throw error(parameter, value, "be positive and at most \(Self.largestQuantity)")
        }
    }

    /// A number in [smallest, largest].
    func within(_ parameter: String, _ value: Double, _ smallest: Double, _ largest: Double) throws(DistributionError) {
        guard value >= smallest, value <= largest else {
            throw error(parameter, value, "be from \(smallest) to \(largest)")
        }
    }

    /// A mean in (0, 10¹²] that follows from the other parameters.
    func representableMean(_ mean: Double) throws(DistributionError) {
        guard mean > 0, mean <= Self.largestQuantity else {
            throw error(
                "mean (it follows from the parameters)", mean, "be positive and at most \(Self.largestQuantity)")
        }
    }
}
