import CGSL

extension FamilyFit {
    /// Mean and deviation of the logarithms; the intervals are the exact ones of a normal, by Student's t and
    /// chi-square.
    ///
    /// - Source: Johnson, Kotz and Balakrishnan (1994), vol. 1, ch. 14, section 4.
    static func logNormal(_ sample: SortedSample) -> FamilyFit? {
        guard sample.values.count > 2, sample.minimum > 0 else { return nil }
        let logs = sample.logMoments()
        guard logs.variance > 0 else { return nil }
        let sigma = logs.variance.squareRoot()
        let freedom = sample.count - 1
        let reach = gsl_cdf_tdist_Pinv(0.975, freedom) * sigma / freedom.squareRoot()
        let median = overlap_exp(logs.mean)
        let sum = sample.count * logs.variance
        let middle = ChiSquare(freedom: freedom).middle
        return FamilyFit(
            .logNormal, .logNormal(logMean: logs.mean, logSigma: sigma),
            [
                FittedParameter(
                    "median", .quantity, median, from: median * overlap_exp(-reach), to: median * overlap_exp(reach)),
                FittedParameter(
                    "sigma", .number, sigma, from: (sum / middle.upperBound).squareRoot(),
                    to: (sum / middle.lowerBound).squareRoot()),
            ],
            logLikelihood: sample.count * meanLogLikelihood(logs), sample)
    }

    /// Maximum likelihood in all three parameters; intervals from the observed information.
    ///
    /// The likelihood is infinite at the minimum, in a peak that means nothing; the greatest value away from there is
    /// the estimate, as ``SortedSample/likeliestShift(_:)`` sees to.
    /// - Source: Hill (1963), "The three-parameter lognormal distribution and Bayesian analysis of a point-source
    ///   epidemic", Journal of the American Statistical Association 58.
    static func shiftedLogNormal(_ sample: SortedSample) -> FamilyFit? {
        let shift = sample.likeliestShift { meanLogLikelihood(sample.logMoments(shift: $0)) }
        guard let shift else { return nil }
        let logs = sample.logMoments(shift: shift)
        guard logs.variance > 0, let errors = shiftedErrors(logs, shift, sample) else { return nil }
        let sigma = logs.variance.squareRoot()
        return FamilyFit(
            .shiftedLogNormal, .shifted(.logNormal(logMean: logs.mean, logSigma: sigma), by: shift),
            [
                .shift(shift, sample, standardError: errors.shift),
                FittedParameter("median", .quantity, overlap_exp(logs.mean), relativeError: errors.logMean),
                FittedParameter("sigma", .number, sigma, relativeError: errors.logSigma / sigma),
            ],
            logLikelihood: sample.count * meanLogLikelihood(logs), sample)
    }

    private static func meanLogLikelihood(_ logs: LogMoments) -> Double {
        -logs.mean - (overlap_log(2 * Double.pi * logs.variance) + 1) / 2
    }

    /// Standard errors from the second derivatives of the log-likelihood; nil where it has no maximum.
    private static func shiftedErrors(
        _ logs: LogMoments, _ shift: Double, _ sample: SortedSample
    ) -> (shift: Double, logMean: Double, logSigma: Double)? {
        let variance = logs.variance
        var sums = (square: 0.0, inverse: 0.0, weighted: 0.0)
        for value in sample.values {
            let inverse = 1 / (value - shift)
            let offset = overlap_log(value - shift) - logs.mean
            sums.square += (1 - variance - offset) * inverse * inverse
            sums.inverse += inverse
            sums.weighted += offset * inverse
        }
        let information = SymmetricMatrix(
            xx: sums.square / variance, xy: sums.inverse / variance,
            xz: 2 * sums.weighted / (variance * variance.squareRoot()), yy: sample.count / variance, yz: 0,
            zz: 2 * sample.count / variance)
        guard let variances = information.inverseDiagonal else { return nil }
        return (variances.x.squareRoot(), variances.y.squareRoot(), variances.z.squareRoot())
    }
}
