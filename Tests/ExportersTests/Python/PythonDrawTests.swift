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
            (.shifted(.exponential(mean: 0.5), by: 1), "1.0 + random.expovariate(2.0)"),
            (.scaled(.shifted(.exponential(mean: 0.5), by: 1), by: 2), "2.0 + random.expovariate(1.0)"),
            (.shifted(.uniform(lower: 2, upper: 3), by: -2), "max(0.0, -2.0 + random.uniform(2.0, 3.0))"),
            (.beta(alpha: 2, beta: 3, lower: 0, upper: 4), "4.0 * random.betavariate(2.0, 3.0)"),
            (.scaled(.beta(alpha: 2, beta: 3, lower: 1, upper: 4), by: 2), "2.0 + 6.0 * random.betavariate(2.0, 3.0)"),
            (
                .truncatedNormal(location: 1, sigma: 0.5),
                "next(filter(lambda x: x >= 0, iter(lambda: random.normalvariate(1.0, 0.5), None)))"
            ),
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
        let scaled = Distribution.scaled(stragglers, by: 0.5)
        #expect(PythonDraw.term(scaled) == .choice(probability: "0.1", "10.0", else: "0.5"))
    }

    @Test(
        arguments: [
            .truncatedNormal(location: -2, sigma: 1), .histogram(try EmpiricalHistogram(edges: [0, 1], counts: [1])),
            .mixture((0..<3).map { Distribution.Component(weight: 1, distribution: .constant(Double($0))) }),
        ] as [Distribution])
    func `others are left to their mean`(distribution: Distribution) {
        #expect(PythonDraw.term(distribution) == nil)
    }
}
