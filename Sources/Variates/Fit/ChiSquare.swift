import CGSL

/// The chi-square distribution with any number of degrees of freedom.
struct ChiSquare {
    /// Beyond, GSL 2.7.1's `gsl_cdf_chisq_Pinv` does not converge for some numbers and gives NaN: 2320, 3109 and so on.
    private static let mostByGSL = 1000.0

    let freedom: Double

    /// The ends of the middle 95 %.
    ///
    /// With more than a thousand degrees of freedom the cube root is normal, to a relative 10⁻⁶.
    /// - Source: Wilson and Hilferty (1931), "The distribution of chi-square", Proceedings of the National Academy of
    ///   Sciences 17.
    var middle: ClosedRange<Double> {
        GSLErrorHandler.off
        if freedom <= Self.mostByGSL {
            return gsl_cdf_chisq_Pinv(0.025, freedom)...gsl_cdf_chisq_Pinv(0.975, freedom)
        }
        return cubed(-FittedParameter.normalQuantile)...cubed(FittedParameter.normalQuantile)
    }

    private func cubed(_ deviations: Double) -> Double {
        let variance = 2 / (9 * freedom)
        let root = 1 - variance + deviations * variance.squareRoot()
        return freedom * root * root * root
    }
}
