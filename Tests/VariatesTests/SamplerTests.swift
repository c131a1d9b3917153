import Testing

@testable import Variates

@Suite struct SamplerTests {
    private static let draws = 20_000

    @Test(arguments: try Example.all())
    func `draws from the distribution it names`(example: Example) {
        var stream = VariateStream(example.distribution, key: StreamKey(seed: 3, replication: 0, stage: example.name))
        let values = (0..<Self.draws).map { _ in stream.next() }
        #expect(failures(of: values, against: example.distribution) == [])
        #expect(abs(correlation(values, Array(values.dropFirst()))) < 0.03)
    }

    @Test(arguments: try Example.all())
    func `draws from the distribution sample by sample`(example: Example) {
        var stream = VariateStream(example.distribution, key: StreamKey(seed: 7, replication: 0, stage: example.name))
        let values = (0..<Self.draws).map { stream.value(forSample: Int64($0)) }
        #expect(failures(of: values, against: example.distribution) == [])
        #expect(abs(correlation(values, Array(values.dropFirst()))) < 0.03)
    }

    /// What is drawn, and what it might be taken for.
    static let confusions: [(drawn: Distribution, claimed: Distribution)] = [
        (.gamma(shape: 2, scale: 3), .gamma(shape: 3, scale: 2)),
        (.gamma(shape: 4, scale: 1), .gamma(shape: 4, scale: 0.98)),
        (.gamma(shape: 4, scale: 1), .truncatedNormal(location: 4, sigma: 2)),
        (.logNormal(logMean: 1, logSigma: 0.5), .logNormal(logMean: 1 - 0.125, logSigma: 0.5)),
        (.logNormal(logMean: 0, logSigma: 0.5), .logNormal(logMean: 0, logSigma: 0.25)),
        (.exponential(mean: 2), .exponential(mean: 0.5)),
        (.weibull(shape: 2, scale: 3), .weibull(shape: 3, scale: 2)),
        (.pareto(shape: 5, minimum: 2), .pareto(shape: 2, minimum: 5)),
        (.truncatedNormal(location: 1, sigma: 1), .truncatedNormal(location: 1.2876, sigma: 0.7937)),
        (.beta(alpha: 2, beta: 3, lower: 0, upper: 1), .beta(alpha: 3, beta: 2, lower: 0, upper: 1)),
        (.uniform(lower: 0, upper: 1), .uniform(lower: 0, upper: 1.01)),
        (
            .hyperexponential([.init(probability: 0.9, mean: 1), .init(probability: 0.1, mean: 5)]),
            .hyperexponential([.init(probability: 0.1, mean: 1), .init(probability: 0.9, mean: 5)])
        ),
        (.shifted(.exponential(mean: 1), by: 0.05), .exponential(mean: 1.05)),
        (.scaled(.exponential(mean: 1), by: 2), .shifted(.exponential(mean: 1), by: 1)),
    ]

    @Test(arguments: confusions)
    func `the checks notice a wrong parameterisation`(drawn: Distribution, claimed: Distribution) {
        var stream = VariateStream(drawn, key: StreamKey(seed: 3, replication: 0, stage: "confusion"))
        let values = (0..<Self.draws).map { _ in stream.next() }
        #expect(failures(of: values, against: drawn) == [])
        #expect(failures(of: values, against: claimed) != [])
    }
}
