import CGSL

extension Distribution {
    /// The expected value, in the unit of the quantity; finite for every valid distribution.
    public var mean: Double {
        switch self {
        case .constant(let value): value
        case .uniform(let lower, let upper): lower + (upper - lower) / 2
        case .exponential(let mean): mean
        case .gamma(let shape, let scale): shape * scale
        case .logNormal(let logMean, let logSigma): overlap_exp(logMean + logSigma * logSigma / 2)
        case .weibull(let shape, let scale): scale * gsl_sf_gamma(1 + 1 / shape)
        case .pareto(let shape, let minimum): minimum * (shape / (shape - 1))
        case .truncatedNormal(let location, let sigma): sigma * StandardTruncatedNormal(location / sigma).mean
        case .beta(let alpha, let beta, let lower, let upper): lower + (upper - lower) * (alpha / (alpha + beta))
        case .hyperexponential(let phases): Self.weightedMean(phases.map { ($0.probability, $0.mean) })
        case .mixture(let components): Self.weightedMean(components.map { ($0.weight, $0.distribution.mean) })
        case .shifted(let base, let offset): base.mean + offset
        case .scaled(let base, let factor): base.mean * factor
        case .histogram(let histogram): histogram.mean
        case .recorded(let table): table.mean
        case .phased(let phases): phases.last.mean
        }
    }

    /// The variance, in the square of the quantity's unit; infinite where it is (Pareto of shape 2 or less).
    public var variance: Double {
        switch self {
        case .constant: 0
        case .uniform(let lower, let upper): (upper - lower) * (upper - lower) / 12
        case .exponential(let mean): mean * mean
        case .gamma(let shape, let scale): shape * scale * scale
        case .logNormal(_, let logSigma): mean * mean * overlap_expm1(logSigma * logSigma)
        case .weibull(let shape, _): mean * mean * weibullSquaredVariation(inverseShape: 1 / shape)
        case .pareto(let shape, let minimum):
            shape > 2 ? minimum * minimum * (shape / ((shape - 1) * (shape - 1) * (shape - 2))) : .infinity
        case .truncatedNormal(let location, let sigma):
            sigma * sigma * StandardTruncatedNormal(location / sigma).variance
        case .beta(let alpha, let beta, let lower, let upper):
            Self.betaVariance(alpha, beta, width: upper - lower)
        case .hyperexponential(let phases):
            Self.weightedVariance(phases.map { ($0.probability, $0.mean, $0.mean * $0.mean) })
        case .mixture(let components):
            Self.weightedVariance(
                components.map { ($0.weight, $0.distribution.mean, $0.distribution.variance) })
        case .shifted(let base, _): base.variance
        case .scaled(let base, let factor): base.variance * factor * factor
        case .histogram(let histogram): histogram.variance
        case .recorded(let table): table.variance
        case .phased(let phases): phases.last.variance
        }
    }

    /// The coefficient of variation: standard deviation divided by mean; dimensionless.
    public var cv: Double { variance > 0 ? variance.squareRoot() / mean : 0 }

    /// The smallest interval that holds all values; its upper bound may be infinite.
    public var support: ClosedRange<Double> {
        switch self {
        case .constant(let value): value...value
        case .uniform(let lower, let upper), .beta(_, _, let lower, let upper): lower...upper
        case .exponential, .gamma, .logNormal, .weibull, .truncatedNormal, .hyperexponential: 0 ... .infinity
        case .pareto(_, let minimum): minimum ... .infinity
        case .mixture(let components): Self.hull(components.map { $0.distribution.support })
        case .shifted(let base, let offset): base.support.lowerBound + offset...base.support.upperBound + offset
        case .scaled(let base, let factor): base.support.lowerBound * factor...base.support.upperBound * factor
        case .histogram(let histogram): histogram.support
        case .recorded(let table): table.support
        case .phased(let phases): Self.hull(phases.distributions.map(\.support))
        }
    }

    private static func betaVariance(_ alpha: Double, _ beta: Double, width: Double) -> Double {
        let sum = alpha + beta
        return width * width * (alpha / sum) * (beta / sum) / (sum + 1)
    }

    private static func weightedMean(_ branches: [(weight: Double, mean: Double)]) -> Double {
        let total = branches.reduce(0) { $0 + $1.weight }
        return branches.reduce(0) { $0 + $1.weight / total * $1.mean }
    }

    private static func weightedVariance(_ branches: [(weight: Double, mean: Double, variance: Double)]) -> Double {
        let total = branches.reduce(0) { $0 + $1.weight }
        let mean = weightedMean(branches.map { ($0.weight, $0.mean) })
        return branches.reduce(0) { $0 + $1.weight / total * ($1.variance + ($1.mean - mean) * ($1.mean - mean)) }
    }

    private static func hull(_ supports: [ClosedRange<Double>]) -> ClosedRange<Double> {
        let lower = supports.reduce(Double.infinity) { min($0, $1.lowerBound) }
        let upper = supports.reduce(0) { max($0, $1.upperBound) }
        return min(lower, upper)...upper
    }
}
