/// A distribution of non-negative quantities (seconds, bytes, seconds per byte) that GSL can sample.
///
/// The cases hold natural parameters; the `mean`/`cv` forms are static functions (`gamma(mean:cv:)` and so on). A value
/// may hold impossible parameters until ``validate()`` has passed; moments, probabilities and draws are defined for
/// valid distributions only. μ and σ² below are mean and variance.
///
/// - Source: Johnson, Kotz and Balakrishnan, *Continuous Univariate Distributions*, vol. 1 (1994) and 2 (1995), here
///   JKB with the chapter.
public indirect enum Distribution: Sendable, Equatable {
    /// Always the same value: μ = value, σ² = 0, support {value}.
    case constant(Double)

    /// Equally likely on [lower, upper]: μ = (lower + upper)/2, σ² = (upper − lower)²/12. JKB 26.
    case uniform(lower: Double, upper: Double)

    /// Exponential: μ = mean, σ² = mean², support [0, ∞). JKB 19; sampled by inversion.
    case exponential(mean: Double)

    /// Gamma: μ = shape·scale, σ² = shape·scale², support [0, ∞). JKB 17; sampled after Marsaglia and Tsang (2000), ACM
    /// Transactions on Mathematical Software 26(3).
    case gamma(shape: Double, scale: Double)

    /// exp of a normal with mean logMean (μ′) and standard deviation logSigma (s): μ = exp(μ′ + s²/2),
    /// σ² = μ²·(exp(s²) − 1), support [0, ∞). JKB 14; the normal by ziggurat, Marsaglia and Tsang (2000), Journal of
    /// Statistical Software 5(8).
    case logNormal(logMean: Double, logSigma: Double)

    /// Weibull, P(X > x) = exp(−(x/scale)^shape): μ = scale·Γ(1 + 1/shape), σ² = scale²·Γ(1 + 2/shape) − μ², support
    /// [0, ∞). JKB 21; sampled by inversion.
    case weibull(shape: Double, scale: Double)

    /// Pareto of the first kind, P(X > x) = (minimum/x)^shape: μ = shape·minimum/(shape − 1),
    /// σ² = minimum²·shape/((shape − 1)²(shape − 2)), infinite up to shape 2; support [minimum, ∞). JKB 20; sampled by
    /// inversion.
    case pareto(shape: Double, minimum: Double)

    /// Normal with the given location and sigma, on condition that it is not negative. With z = −location/sigma and
    /// h = φ(z)/(1 − Φ(z)): μ = location + sigma·h, σ² = sigma²·(1 − h(h − z)), support [0, ∞). JKB 13, section 10.1;
    /// sampled exactly, by rejection or, far in the tail, after Marsaglia (1964), Technometrics 6(1).
    case truncatedNormal(location: Double, sigma: Double)

    /// Beta stretched to [lower, upper], w = upper − lower, s = alpha + beta: μ = lower + w·alpha/s,
    /// σ² = w²·alpha·beta/(s²(s + 1)). JKB 25; sampled as a ratio of gammas or after Jöhnk (1964), Metrika 8.
    case beta(alpha: Double, beta: Double, lower: Double, upper: Double)

    /// One of several exponentials, chosen at random: μ = Σpᵢmᵢ, σ² = 2Σpᵢmᵢ² − μ², support [0, ∞). The probabilities
    /// are weights: they are divided by their sum. Morse (1958), *Queues, Inventories and Maintenance*, ch. 5.
    case hyperexponential([Phase])

    /// One of several distributions, chosen at random: μ = Σwᵢμᵢ, σ² = Σwᵢ(σᵢ² + (μᵢ − μ)²). The weights are divided by
    /// their sum. Few branches are searched in turn; of many one is chosen by Walker's alias method (1977), ACM
    /// Transactions on Mathematical Software 3(3).
    case mixture([Component])

    /// The distribution of X + by; `by` may be negative as long as the support is not.
    case shifted(Distribution, by: Double)

    /// The distribution of X · by, `by` positive.
    case scaled(Distribution, by: Double)

    /// A measured histogram or measured percentiles: uniform inside each bin.
    case histogram(EmpiricalHistogram)

    /// A measured list of values, replayed in order, by sample or resampled: μ and σ² are those of the list.
    case recorded(RecordedTable)

    /// Distributions that follow one another along a run: μ and σ² are those of the last one, which holds longest.
    case phased(PhasedDistribution)
}

extension Distribution {
    /// One branch of a hyperexponential distribution.
    public struct Phase: Sendable, Equatable {
        /// How often the branch is taken, relative to the others; any positive weight.
        public var probability: Double
        /// The mean of the branch, in the unit of the quantity.
        public var mean: Double

        /// A branch taken with weight `probability`, exponential with the given mean.
        public init(probability: Double, mean: Double) {
            self.probability = probability
            self.mean = mean
        }
    }

    /// One branch of a mixture.
    public struct Component: Sendable, Equatable {
        /// How often the branch is taken, relative to the others; any positive weight.
        public var weight: Double
        /// The distribution of the branch.
        public var distribution: Distribution

        /// A branch taken with the given weight.
        public init(weight: Double, distribution: Distribution) {
            self.weight = weight
            self.distribution = distribution
        }
    }

    /// The family's name in messages, as scenario files spell it.
    var familyName: String {
        switch self {
        case .constant: "constant"
        case .uniform: "uniform"
        case .exponential: "exponential"
        case .gamma: "gamma"
        case .logNormal: "lognormal"
        case .weibull: "weibull"
        case .pareto: "pareto"
        case .truncatedNormal: "normal"
        case .beta: "beta"
        case .hyperexponential: "hyperexponential"
        case .mixture: "mixture"
        case .shifted: "shifted"
        case .scaled: "scaled"
        case .histogram: "histogram"
        case .recorded: "recorded"
        case .phased: "phases"
        }
    }
}
