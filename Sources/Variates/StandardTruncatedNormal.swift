import CGSL

/// A normal of given location and sigma 1, on condition that it is not negative.
///
/// - Source: Johnson, Kotz and Balakrishnan (1994), vol. 1, ch. 13, section 10.1.
struct StandardTruncatedNormal {
    private let location: Double
    /// φ(z)/(1 − Φ(z)) at z = −location.
    private let hazard: Double

    init(_ location: Double) {
        GSLErrorHandler.off
        self.location = location
        hazard = gsl_sf_hazard(-location)
    }

    var mean: Double { location + hazard }
    var variance: Double { 1 - hazard * mean }

    /// P(X ≤ x) for x ≥ 0.
    func cumulativeProbability(_ x: Double) -> Double {
        // The upper tails keep their digits where the truncation point lies above the location.
        if location < 0 { return 1 - gsl_cdf_ugaussian_Q(x - location) / gsl_cdf_ugaussian_Q(-location) }
        let below = gsl_cdf_ugaussian_P(-location)
        return (gsl_cdf_ugaussian_P(x - location) - below) / (1 - below)
    }

    /// The location at which the coefficient of variation is `cv`, for cv from 10⁻⁶ to 0.995.
    ///
    /// The cv falls with the location. Untruncated, the location would be 1/cv; truncation raises the mean and lowers
    /// the variance, so the root lies at or below 1/cv.
    static func location(cv: Double) -> Double {
        bisect(from: -ParameterChecks.deepestTruncation, to: 1 / cv) { location in
            let candidate = StandardTruncatedNormal(location)
            return candidate.variance > cv * cv * candidate.mean * candidate.mean
        }
    }
}
