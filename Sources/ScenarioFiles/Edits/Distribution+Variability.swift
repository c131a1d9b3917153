package import Variates

extension Distribution {
    /// A distribution with the same mean and another coefficient of variation, of the same family where that has one.
    ///
    /// Of phases each gets it. An exponential becomes a gamma, of which it is one. A constant, and what is measured or put together, become
    /// log-normal.
    ///
    /// - Parameter cv: standard deviation ÷ mean, at least 0; with 0 all values are the mean.
    /// - Throws: `DistributionError` for one that the family does not have.
    package func withVariability(_ cv: Double) throws(DistributionError) -> Distribution {
        switch self {
        case .gamma, .exponential: try .gamma(mean: mean, cv: cv)
        case .uniform: try .uniform(mean: mean, cv: cv)
        case .weibull: try .weibull(mean: mean, cv: cv)
        case .pareto: try .pareto(mean: mean, cv: cv)
        case .truncatedNormal: try .truncatedNormal(mean: mean, cv: cv)
        case .beta(_, _, let lower, let upper): try .beta(mean: mean, cv: cv, lower: lower, upper: upper)
        case .hyperexponential: try .hyperexponential(mean: mean, cv: cv)
        case .scaled(let base, let factor): .scaled(try base.withVariability(cv), by: factor)
        case .phased(let phases):
            .phased(
                try phases.mapped { phase throws(DistributionError) in
                    phase.mean > 0 ? try phase.withVariability(cv) : phase
                })
        case .constant, .logNormal, .mixture, .shifted, .histogram, .recorded: try .logNormal(mean: mean, cv: cv)
        }
    }
}
