import CGSL

/// A gamma distribution's maximum-likelihood estimate.
struct GammaEstimate: Sendable {
    let shape: Double
    let scale: Double
    /// The logarithm of the likelihood, per value.
    let meanLogLikelihood: Double

    /// The estimate for values of the given mean and mean logarithm; nil where the values have no spread.
    ///
    /// Newton's iteration on 1/shape, which needs four or five steps from the closed approximation.
    /// - Source: Minka (2002), "Estimating a Gamma distribution", equations 7 to 9.
    init?(mean: Double, meanLog: Double) {
        GSLErrorHandler.off
        let deficit = overlap_log(mean) - meanLog
        guard deficit > 1e-13, deficit.isFinite else { return nil }
        let root = ((deficit - 3) * (deficit - 3) + 24 * deficit).squareRoot()
        var shape = (3 - deficit + root) / (12 * deficit)
        for _ in 0..<30 {
            let slope = shape * shape * (1 / shape - gsl_sf_psi_1(shape))
            let inverse = 1 / shape + (digammaDeficit(shape) - deficit) / slope
            guard inverse > 0, inverse.isFinite else { return nil }
            let change = 1 / inverse - shape
            shape = 1 / inverse
            if change.magnitude <= 1e-12 * shape { break }
        }
        self.shape = shape
        scale = mean / shape
        meanLogLikelihood = (shape - 1) * meanLog - shape - shape * overlap_log(scale) - gsl_sf_lngamma(shape)
    }

    /// The estimate for the excess of values over a shift below all of them.
    init?(_ sample: SortedSample, shift: Double) {
        self.init(mean: sample.mean - shift, meanLog: sample.logMoments(shift: shift).mean)
    }

    /// The value below which a share of at most one half of the values lies; 0 where it is too small for a double.
    ///
    /// GSL 2.7.1's `gsl_cdf_gamma_Pinv` gives infinity for some small shapes.
    func quantile(_ probability: Double) -> Double {
        let logRatio = bisect(from: -700, to: overlap_log(shape)) {
            gsl_cdf_gamma_P(overlap_exp($0), shape, 1) < probability
        }
        return logRatio > -699 ? scale * overlap_exp(logRatio) : 0
    }

    /// n times the squared relative standard errors, from the inverse of Fisher's information.
    ///
    /// - Source: Johnson, Kotz and Balakrishnan (1994), vol. 1, ch. 17, section 7.
    var relativeVariances: (shape: Double, scale: Double) {
        let trigamma = gsl_sf_psi_1(shape)
        // shape·ψ′(shape) − 1, without its cancellation for large shapes.
        let excess = shape > 1e4 ? (1 + 1 / (3 * shape)) / (2 * shape) : shape * trigamma - 1
        return (1 / (shape * excess), trigamma / excess)
    }
}

/// ln x − ψ(x); for large x, where the difference cancels, by its asymptotic series.
///
/// - Source: Abramowitz and Stegun (1964), 6.3.18.
private func digammaDeficit(_ x: Double) -> Double {
    x > 1e4 ? (1 + 1 / (6 * x)) / (2 * x) : overlap_log(x) - gsl_sf_psi(x)
}
