import CGSL

extension Distribution {
    /// P(X ≤ x), exactly (to the accuracy of GSL's functions).
    ///
    /// For recorded tables the fraction of values up to `x`: O(count). For phases that of the last one.
    public func cumulativeProbability(_ x: Double) -> Double {
        GSLErrorHandler.off
        let support = support
        if x < support.lowerBound { return 0 }
        if x >= support.upperBound { return 1 }
        return interiorProbability(x)
    }

    private func interiorProbability(_ x: Double) -> Double {
        switch self {
        case .constant: 1
        case .uniform(let lower, let upper): gsl_cdf_flat_P(x, lower, upper)
        case .exponential(let mean): gsl_cdf_exponential_P(x, mean)
        case .gamma(let shape, let scale): gsl_cdf_gamma_P(x, shape, scale)
        case .logNormal(let logMean, let logSigma): x > 0 ? gsl_cdf_lognormal_P(x, logMean, logSigma) : 0
        case .weibull(let shape, let scale): gsl_cdf_weibull_P(x, scale, shape)
        case .pareto(let shape, let minimum): gsl_cdf_pareto_P(x, shape, minimum)
        case .truncatedNormal(let location, let sigma):
            StandardTruncatedNormal(location / sigma).cumulativeProbability(x / sigma)
        case .beta(let alpha, let beta, let lower, let upper):
            gsl_cdf_beta_P((x - lower) / (upper - lower), alpha, beta)
        case .hyperexponential(let phases):
            Self.weighted(phases.map { ($0.probability, gsl_cdf_exponential_P(x, $0.mean)) })
        case .mixture(let components):
            Self.weighted(components.map { ($0.weight, $0.distribution.cumulativeProbability(x)) })
        case .shifted(let base, let offset): base.cumulativeProbability(x - offset)
        case .scaled(let base, let factor): base.cumulativeProbability(x / factor)
        case .histogram(let histogram): histogram.cumulativeProbability(x)
        case .recorded(let table): table.cumulativeProbability(x)
        case .phased(let phases): phases.last.cumulativeProbability(x)
        }
    }

    private static func weighted(_ branches: [(weight: Double, probability: Double)]) -> Double {
        let total = branches.reduce(0) { $0 + $1.weight }
        return branches.reduce(0) { $0 + $1.weight / total * $1.probability }
    }
}
