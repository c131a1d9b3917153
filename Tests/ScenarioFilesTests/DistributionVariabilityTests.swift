import Testing
import Variates

@testable import ScenarioFiles

@Suite struct DistributionVariabilityTests {
    @Test(
        arguments: [
            (.constant(4), "lognormal"), (.logNormal(logMean: 1, logSigma: 0.2), "lognormal"),
            (.gamma(shape: 4, scale: 1), "gamma"), (.exponential(mean: 4), "gamma"),
            (.uniform(lower: 3, upper: 5), "uniform"), (.weibull(shape: 2, scale: 4), "weibull"),
            (.pareto(shape: 3, minimum: 2), "pareto"), (.truncatedNormal(location: 4, sigma: 1), "normal"),
            (.beta(alpha: 2, beta: 2, lower: 0, upper: 8), "beta"),
            (.shifted(.exponential(mean: 1), by: 3), "lognormal"),
            (.scaled(.gamma(shape: 4, scale: 1), by: 2), "scaled"),
        ] as [(Distribution, String)])
    func `keeps mean and family`(_ distribution: Distribution, _ family: String) throws {
        let varied = try distribution.withVariability(0.4)
        #expect(abs(varied.mean / distribution.mean - 1) < 1e-9)
        #expect(abs(varied.cv - 0.4) < 1e-6)
        #expect("\(varied)".lowercased().contains(family == "normal" ? "truncatednormal" : family))
    }

    @Test func `a family says what it does not have`() {
        #expect(throws: DistributionError.self) { try Distribution.uniform(lower: 3, upper: 5).withVariability(1) }
        #expect(throws: DistributionError.self) {
            try Distribution.hyperexponential([.init(probability: 1, mean: 2)]).withVariability(0.5)
        }
    }
}
