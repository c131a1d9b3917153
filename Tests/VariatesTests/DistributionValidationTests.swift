import Testing

@testable import Variates

@Suite struct DistributionValidationTests {
    @Test(arguments: try Example.all())
    func `accepts every example`(example: Example) throws { try example.distribution.validate() }

    static let rejected: [(distribution: Distribution, parameter: String, reason: String)] = [
        (.constant(-1), "value", "constant: value is -1.0, but must be at least 0"),
        (.constant(.nan), "value", "nan"), (.constant(2e12), "value", "at most 1000000000000.0"),
        (.uniform(lower: -1, upper: 1), "min", "at least 0"),
        (.uniform(lower: 2, upper: 1), "max", "at least min, 2.0"),
        (.uniform(lower: 0, upper: .infinity), "max", "inf"), (.exponential(mean: 0), "mean", "be positive"),
        (.exponential(mean: .nan), "mean", "be positive"), (.exponential(mean: -.infinity), "mean", "-inf"),
        (.gamma(shape: 0, scale: 1), "shape", "from 0.001"), (.gamma(shape: 1, scale: -2), "scale", "-2.0"),
        (.gamma(shape: 1e9, scale: 1e9), "mean (it follows from the parameters)", "1e+18"),
        (.logNormal(logMean: 0, logSigma: 0), "sigma", "use constant"),
        (.logNormal(logMean: .nan, logSigma: 1), "logMean", "nan"),
        (.logNormal(logMean: 100, logSigma: 1), "mean (it follows from the parameters)", "at most"),
        (.logNormal(logMean: -900, logSigma: 1), "mean (it follows from the parameters)", "be positive"),
        (.logNormal(logMean: 0, logSigma: 11), "sigma", "at most 10.0"),
        (.weibull(shape: 0.01, scale: 1), "shape", "0.02"),
        (.weibull(shape: 1, scale: .nan), "scale", "nan"),
        (.pareto(shape: 1, minimum: 1), "shape", "the mean is infinite"),
        (.pareto(shape: .nan, minimum: 1), "shape", "nan"), (.pareto(shape: 2, minimum: 0), "min", "be positive"),
        (.truncatedNormal(location: 1, sigma: 0), "sigma", "be positive"),
        (.truncatedNormal(location: -31, sigma: 1), "location", "exponential"),
        (.truncatedNormal(location: .nan, sigma: 1), "location", "nan"),
        (.beta(alpha: 0, beta: 1, lower: 0, upper: 1), "alpha", "from 0.001"),
        (.beta(alpha: 1, beta: .nan, lower: 0, upper: 1), "beta", "nan"),
        (.beta(alpha: 1, beta: 1, lower: 1, upper: 1), "max", "greater than min"),
        (.hyperexponential([]), "phases", "at least one entry"),
        (.hyperexponential([.init(probability: 0, mean: 1)]), "probability of phase 1", "be positive"),
        (
            .hyperexponential([.init(probability: 1, mean: 1), .init(probability: 1, mean: -1)]), "mean of phase 2",
            "-1.0"
        ),
        (.mixture([]), "components", "at least one entry"),
        (.mixture([.init(weight: -1, distribution: .constant(1))]), "weight of component 1", "be positive"),
        (
            .shifted(.uniform(lower: 1, upper: 2), by: -1.5), "by",
            "be at least -1.0: the quantity would become negative"
        ),
        (.shifted(.exponential(mean: 1), by: .nan), "by", "nan"), (.scaled(.constant(1), by: 0), "by", "be positive"),
        (.scaled(.constant(1e9), by: 1e9), "mean (it follows from the parameters)", "1e+18"),
    ]

    @Test(arguments: rejected)
    func `rejects impossible parameters with the reason`(distribution: Distribution, parameter: String, reason: String)
    {
        let error = #expect(throws: DistributionError.self) { try distribution.validate() }
        #expect(error?.parameter == parameter)
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test func `says where in a compound distribution the mistake is`() {
        let inner = Distribution.scaled(.gamma(shape: -1, scale: 1), by: 2)
        let mixture = Distribution.mixture([
            .init(weight: 1, distribution: .constant(1)), .init(weight: 1, distribution: inner),
        ])
        let error = #expect(throws: DistributionError.self) { try mixture.validate() }
        #expect(error?.path == ["mixture component 2", "scaled"])
        #expect(
            error?.description
                == "mixture component 2: scaled: gamma: shape is -1.0, but must be from 0.001 to 1000000000000.0")
    }
}
