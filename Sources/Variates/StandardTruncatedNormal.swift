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

    /// E (X − μ)³/σ³.
    var skewness: Double { standardisedMoments.third }

    /// E (X − μ)⁴/σ⁴.
    var kurtosis: Double { standardisedMoments.fourth }

    /// From the moments about zero, E Xᵏ = location·E Xᵏ⁻¹ + (k − 1)·E Xᵏ⁻².
    private var standardisedMoments: (third: Double, fourth: Double) {
        // Truncation so far out changes nothing, while the moments about zero would cancel.
        if location > 30 { return (0, 3) }
        let first = mean
        let second = location * first + 1
        let third = location * second + 2 * first
        let fourth = location * third + 3 * second
        let variance = variance
        let central3 = third - 3 * first * second + 2 * first * first * first
        let central4 = fourth - 4 * first * third + 6 * first * first * second - 3 * first * first * first * first
        return (central3 / (variance * variance.squareRoot()), central4 / (variance * variance))
    }

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
