import Testing
import Variates

@testable import Exporters

@Suite struct PythonDrawTests {
    @Test(
        arguments: [
            (.constant(0.005), "0.005"), (.uniform(lower: 1, upper: 2), "random.uniform(1.0, 2.0)"),
            (.exponential(mean: 0.5), "random.expovariate(2.0)"),
            (.gamma(shape: 4, scale: 0.001), "random.gammavariate(4.0, 0.001)"),
            (.logNormal(logMean: -5, logSigma: 0.3), "random.lognormvariate(-5.0, 0.3)"),
            (.weibull(shape: 2, scale: 0.01), "random.weibullvariate(0.01, 2.0)"),
            (.pareto(shape: 3, minimum: 0.001), "0.001 * random.paretovariate(3.0)"),
            (.scaled(.exponential(mean: 1), by: 2), "random.expovariate(0.5)"),
            (.scaled(.logNormal(logMean: 0, logSigma: 0.3), by: 1), "random.lognormvariate(0.0, 0.3)"),
        ] as [(Distribution, String)])
    func `each family is drawn by the standard library`(distribution: Distribution, expression: String) {
        #expect(PythonDraw.term(distribution) == .value(expression))
    }

    @Test func `of two branches the rare one is read first`() {
        let stragglers = Distribution.mixture([
            Distribution.Component(weight: 9, distribution: .constant(1)),
            Distribution.Component(weight: 1, distribution: .constant(20)),
        ])
        #expect(PythonDraw.term(stragglers) == .choice(probability: "0.1", "20.0", else: "1.0"))
    }

    @Test(
        arguments: [
            .shifted(.exponential(mean: 1), by: 1), .truncatedNormal(location: 1, sigma: 1),
            .mixture((0..<3).map { Distribution.Component(weight: 1, distribution: .constant(Double($0))) }),
        ] as [Distribution])
    func `others are left to their mean`(distribution: Distribution) {
        #expect(PythonDraw.term(distribution) == nil)
    }
}
