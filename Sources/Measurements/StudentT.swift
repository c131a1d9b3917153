import CGSL

/// Student's t distribution, evaluated by the GNU Scientific Library.
public enum StudentT {
    /// The value below which the given share of the distribution lies (GSL `gsl_cdf_tdist_Pinv`).
    ///
    /// - Parameters:
    ///   - probability: the share, strictly between 0 and 1.
    ///   - degreesOfFreedom: above 0; for the mean of n observations n − 1.
    /// - Returns: the quantile, without unit.
    public static func quantile(probability: Double, degreesOfFreedom: Double) -> Double {
        precondition(probability > 0 && probability < 1, "A t quantile needs a probability strictly between 0 and 1")
        precondition(degreesOfFreedom > 0, "A t distribution needs more than 0 degrees of freedom")
        return gsl_cdf_tdist_Pinv(probability, degreesOfFreedom)
    }

    /// The share of the distribution at or below a value (GSL `gsl_cdf_tdist_P`).
    ///
    /// - Parameters:
    ///   - value: the value, without unit.
    ///   - degreesOfFreedom: above 0.
    /// - Returns: a probability from 0 to 1.
    public static func cumulative(_ value: Double, degreesOfFreedom: Double) -> Double {
        precondition(degreesOfFreedom > 0, "A t distribution needs more than 0 degrees of freedom")
        return gsl_cdf_tdist_P(value, degreesOfFreedom)
    }
}
