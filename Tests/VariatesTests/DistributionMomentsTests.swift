import Testing

@testable import Variates

@Suite struct DistributionMomentsTests {
    @Test(arguments: try Example.all())
    func `agree with the cumulative probability`(example: Example) {
        // A Pareto's tail leaves the integral slowly: compare those with light tails closely, the others not at all.
        if case .pareto(let shape, _) = example.distribution, shape <= 2.5 { return }
        let distribution = example.distribution
        let raw = rawMoments(of: distribution, steps: 20_000)
        let mean = raw[0]
        let variance = raw[1] - mean * mean
        #expect(abs(mean / distribution.mean - 1) < 2e-4)
        #expect(abs(variance / distribution.variance - 1) < 2e-3)
    }

    @Test(arguments: try Example.all())
    func `cumulative probability rises from 0 to 1 over the support`(example: Example) {
        let distribution = example.distribution
        let support = distribution.support
        #expect(distribution.cumulativeProbability(support.lowerBound.nextDown) == 0)
        #expect(distribution.cumulativeProbability(-1) == 0)
        #expect(distribution.cumulativeProbability(support.upperBound) == 1)
        let far = support.lowerBound + 20 * distribution.mean
        let points = (0...400).map { support.lowerBound + Double($0) / 400 * (far - support.lowerBound) }
        let probabilities = points.map(distribution.cumulativeProbability)
        #expect(zip(probabilities, probabilities.dropFirst()).allSatisfy { $0 <= $1 + 1e-15 })
        #expect(probabilities.allSatisfy { (0...1).contains($0) })
    }

    static let textbook: [(Distribution, Double, Double)] = [
        (.constant(3), 3, 0), (.uniform(lower: 2, upper: 5), 3.5, 0.75), (.exponential(mean: 3), 3, 9),
        (.gamma(shape: 4, scale: 0.5), 2, 1), (.pareto(shape: 3, minimum: 2), 3, 3),
        (.weibull(shape: 1, scale: 2), 2, 4), (.beta(alpha: 2, beta: 3, lower: 1, upper: 6), 3, 1),
        (.truncatedNormal(location: 0, sigma: 1), 0.797_884_560_802_865, 0.363_380_227_632_419),
        (.hyperexponential([.init(probability: 1, mean: 1), .init(probability: 1, mean: 3)]), 2, 6),
        (.shifted(.exponential(mean: 2), by: 1), 3, 4), (.scaled(.exponential(mean: 2), by: 3), 6, 36),
        (.logNormal(logMean: 0, logSigma: 1), 1.648_721_270_700_128, 4.670_774_270_471_606),
    ]

    @Test(arguments: textbook)
    func `have their textbook values`(distribution: Distribution, mean: Double, variance: Double) {
        #expect(abs(distribution.mean - mean) <= 1e-12 * mean)
        #expect(abs(distribution.variance - variance) <= 1e-12 * variance)
    }

    @Test(arguments: [1.1, 1.5, 2])
    func `have an infinite variance where a Pareto's is`(shape: Double) {
        let distribution = Distribution.pareto(shape: shape, minimum: 1)
        #expect(distribution.variance == .infinity)
        #expect(distribution.cv == .infinity)
        #expect(distribution.mean.isFinite)
    }

    @Test(arguments: [1e-3, 9.999e-4, 1e-4, 1e-5])
    func `of a Weibull stay accurate where direct evaluation cancels`(inverseShape: Double) {
        // The leading term of the series: π²/6 x² (1 − 2ζ(3)/ζ(2) x + …).
        let leading = 1.644_934_066_848_226_4 * inverseShape * inverseShape
        let ratio = weibullSquaredVariation(inverseShape: inverseShape) / leading
        #expect(abs(ratio - 1 + 1.461_525_96 * inverseShape) < 8 * inverseShape * inverseShape + 1e-9)
    }

    @Test func `supports are the smallest intervals`() throws {
        #expect(Distribution.pareto(shape: 2, minimum: 3).support == 3 ... .infinity)
        #expect(Distribution.shifted(.uniform(lower: 2, upper: 3), by: -2).support == 0...1)
        #expect(Distribution.scaled(.uniform(lower: 2, upper: 3), by: 2).support == 4...6)
        let mixture = Distribution.mixture([
            .init(weight: 1, distribution: .constant(7)), .init(weight: 1, distribution: .uniform(lower: 2, upper: 3)),
        ])
        #expect(mixture.support == 2...7)
        let histogram = try EmpiricalHistogram(edges: [0, 1, 2, 3], counts: [0, 1, 0])
        #expect(Distribution.histogram(histogram).support == 1...2)
    }
}
