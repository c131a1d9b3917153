import CGSL

extension FamilyFit {
    /// Maximum likelihood, which for this family is the member with the mean and cv of the values.
    ///
    /// Densities exp(ηx + ζx²) over a fixed support are an exponential family: the likelihood is greatest where the
    /// means of x and x² are those of the values. Mean and cv are reported rather than location and sigma, whose
    /// estimates are far from normal where the truncation is deep.
    /// - Source: Johnson, Kotz and Balakrishnan (1994), vol. 1, ch. 13, section 10.1.
    static func truncatedNormal(_ sample: SortedSample) -> FamilyFit? {
        guard sample.values.count > 2, sample.variance > 0,
            let distribution = try? Distribution.truncatedNormal(mean: sample.mean, cv: sample.cv),
            case .truncatedNormal(let location, let sigma) = distribution
        else { return nil }
        let standard = StandardTruncatedNormal(location / sigma)
        let relative = cvRelativeVariance(cv: sample.cv, skewness: standard.skewness, kurtosis: standard.kurtosis)
        let reach = FittedParameter.normalQuantile * (sample.variance / sample.count).squareRoot()
        let offset = (sample.mean - location) / sigma
        let squares = sample.variance / (sigma * sigma) + offset * offset
        let mass = overlap_log(gsl_cdf_ugaussian_Q(-location / sigma))
        let perValue = -overlap_log(sigma) - overlap_log(2 * Double.pi) / 2 - mass - squares / 2
        return FamilyFit(
            .normal, distribution,
            [
                FittedParameter(
                    "mean", .quantity, sample.mean, from: max(0, sample.mean - reach), to: sample.mean + reach),
                FittedParameter("cv", .number, sample.cv, relativeError: (relative / sample.count).squareRoot()),
            ],
            logLikelihood: sample.count * perValue, sample)
    }
}
