import Testing
import Variates

@Suite struct DistributionFitTests {
    private static let rules = FitRules(relativeResolution: 1e-3)

    @Test(arguments: FitExamples.origins)
    func `chooses the family that made the values`(origin: FitExamples.Origin) throws {
        var others: [FittedFamily] = []
        for seed in 1...100 {
            let values = FitExamples.sample(origin.distribution, count: 2000, seed: UInt64(seed))
            let family = try DistributionFit(values, rules: Self.rules).family
            if family != origin.family { others.append(family) }
        }
        #expect(others.count <= 5, "\(others)")
    }

    @Test func `takes one of two near families where it cannot tell`() throws {
        // A gamma of shape 400 is nearly normal: whichever is kept is near the values.
        let values = FitExamples.sample(.gamma(shape: 400, scale: 1e-5), count: 2000, seed: 1)
        let fit = try DistributionFit(values, rules: Self.rules)
        #expect([.gamma, .normal, .logNormal, .shiftedGamma, .shiftedLogNormal].contains(fit.family))
        #expect(try #require(fit.goodness).largestDistance < 0.03)
    }

    @Test(arguments: [500, 5000])
    func `takes the histogram for two modes`(count: Int) throws {
        let modes = Distribution.mixture([
            .init(weight: 0.6, distribution: .gamma(shape: 100, scale: 1e-5)),
            .init(weight: 0.4, distribution: .gamma(shape: 100, scale: 5e-5)),
        ])
        let values = FitExamples.sample(modes, count: count, seed: 1)
        let fit = try DistributionFit(values, rules: Self.rules)
        #expect(fit.family == .histogram && fit.parameters.isEmpty && !fit.candidates.isEmpty)
        #expect(GoodnessOfFit(values, fit.distribution).largestDistance < 0.03 && fit.goodness == nil)
        #expect(abs(fit.distribution.mean / fit.sample.mean - 1) < 0.01)
        #expect(abs(fit.distribution.cv / fit.sample.cv - 1) < 0.02)
        #expect(fit.reason.description.hasPrefix("no family fits: the best, "))
    }

    @Test func `takes the histogram where a rare value is long enough to matter`() throws {
        // The log-normal's distribution function is near that of the values; its mean is an eighth too small.
        let slow = try Distribution.stragglers(
            of: .logNormal(logMean: -6, logSigma: 0.8), probability: 0.004, factor: 40)
        let values = FitExamples.sample(slow, count: 20_000, seed: 1)
        let fit = try DistributionFit(values, rules: Self.rules)
        let near = fit.candidates.filter { GoodnessOfFit(values, $0.distribution).largestDistance < 0.03 }
        #expect(!near.isEmpty && near.allSatisfy { $0.distribution.mean < 0.95 * fit.sample.mean })
        #expect(fit.family == .histogram)
        #expect(abs(fit.distribution.mean / fit.sample.mean - 1) < 0.01)
        #expect(abs(fit.distribution.cv / fit.sample.cv - 1) < 0.02)
    }

    @Test func `takes the constant for equal values and for a spread within the resolution`() throws {
        let equal = try DistributionFit(Array(repeating: 0.1, count: 7), rules: FitRules(relativeResolution: 0))
        #expect(equal.distribution == .constant(0.1) && equal.family == .constant && equal.sample.cv == 0)
        #expect(equal.parameters.map(\.interval) == [0.1...0.1])
        #expect(try DistributionFit([0, 0], rules: FitRules(relativeResolution: 0)).distribution == .constant(0))
        let narrow = FitExamples.sample(.truncatedNormal(location: 1, sigma: 5e-3), count: 1000, seed: 1)
        let resolved = try DistributionFit(narrow, rules: FitRules(relativeResolution: 4e-3))
        #expect(resolved.family == .normal || resolved.family == .gamma || resolved.family == .logNormal)
        let unresolved = try DistributionFit(narrow, rules: FitRules(relativeResolution: 6e-3))
        #expect(unresolved.family == .constant && unresolved.goodness == nil && unresolved.candidates.isEmpty)
        #expect(unresolved.distribution == .constant(unresolved.sample.mean))
        #expect(unresolved.reason.description.contains("within the resolution of 0.006"))
    }

    @Test func `keeps a family of few values by the test, and the same one each time`() throws {
        let values = FitExamples.sample(.exponential(mean: 1), count: 100, seed: 2)
        let fit = try DistributionFit(values, rules: Self.rules)
        guard case .notRejected(let pValue) = fit.reason else {
            Issue.record("not by the test: \(fit.reason)")
            return
        }
        #expect(fit.family == .exponential && pValue >= 0.01 && pValue <= 1)
        #expect(try DistributionFit(values.reversed(), rules: Self.rules) == fit)
        #expect(fit.reason.description == "Anderson–Darling test: p = \(pValue), not below 0.01")
    }

    @Test func `summarises the values and ranks all candidates`() throws {
        let values = FitExamples.sample(.gamma(shape: 2.5, scale: 1e-3), count: 2000, seed: 1)
        let fit = try DistributionFit(values, rules: Self.rules)
        #expect(fit.sample.count == 2000)
        #expect(fit.sample.minimum == values.min() && fit.sample.maximum == values.max())
        #expect(abs(fit.sample.mean / fit.distribution.mean - 1) < 1e-9)
        let criteria = fit.candidates.map(\.informationCriterion)
        #expect(criteria == criteria.sorted() && criteria.count >= 6)
        #expect(fit.candidates.first?.distribution == fit.distribution)
        #expect(fit.reason == .near(largestDistance: try #require(fit.goodness).largestDistance))
    }

    static let refused: [(values: [Double], resolution: Double, error: FitError, text: String)] = [
        ([], 0.1, .tooFewValues(count: 0), "0 values"), ([1], 0.1, .tooFewValues(count: 1), "1 value:"),
        ([1, -2, -3], 0.1, .impossibleValue(position: 2, value: -2), "value 2 is -2.0"),
        ([1, 2, .infinity], 0.1, .impossibleValue(position: 3, value: .infinity), "value 3"),
        ([2e12, 2], 0.1, .impossibleValue(position: 1, value: 2e12), "at most 1000000000000.0"),
        ([1, 2], 1, .impossibleResolution(1), "below 1"), ([1, 2], -0.1, .impossibleResolution(-0.1), "-0.1"),
    ]

    @Test(arguments: refused)
    func `refuses what is no measurement`(values: [Double], resolution: Double, error: FitError, text: String) {
        let thrown = #expect(throws: FitError.self) {
            try DistributionFit(values, rules: FitRules(relativeResolution: resolution))
        }
        #expect(thrown == error)
        #expect(error.description.contains(text))
    }

    @Test func `refuses NaN`() {
        #expect(throws: FitError.self) { try DistributionFit([1, .nan], rules: Self.rules) }
    }
}
