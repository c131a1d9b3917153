import Testing
import Variates

/// A distribution with the name under which tests report it.
struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let distribution: Distribution

    var testDescription: String { name }

    init(_ name: String, _ distribution: Distribution) {
        self.name = name
        self.distribution = distribution
    }

    /// One of every case, and of the regions that are sampled differently.
    static func all() throws -> [Example] {
        try plain() + compound()
    }

    /// Distributions without atoms that need no tables.
    static func plain() -> [Example] {
        [
            Example("uniform", .uniform(lower: 2, upper: 5)),
            Example("exponential", .exponential(mean: 3)),
            Example("gamma, shape 4", .gamma(shape: 4, scale: 0.5)),
            Example("gamma, shape 0.4", .gamma(shape: 0.4, scale: 2)),
            Example("log-normal", .logNormal(logMean: 0.3, logSigma: 0.5)),
            Example("Weibull, shape 2", .weibull(shape: 2, scale: 3)),
            Example("Weibull, shape 0.8", .weibull(shape: 0.8, scale: 3)),
            Example("Pareto, shape 5", .pareto(shape: 5, minimum: 2)),
            Example("Pareto, shape 2.5", .pareto(shape: 2.5, minimum: 2)),
            Example("Pareto, shape 1.5", .pareto(shape: 1.5, minimum: 2)),
            Example("normal, location 3 sigma", .truncatedNormal(location: 6, sigma: 2)),
            Example("normal, location 0", .truncatedNormal(location: 0, sigma: 2)),
            Example("normal, location -0.5 sigma", .truncatedNormal(location: -1, sigma: 2)),
            Example("normal, location -3 sigma", .truncatedNormal(location: -6, sigma: 2)),
            Example("normal, location -25 sigma", .truncatedNormal(location: -50, sigma: 2)),
            Example("beta, one mode", .beta(alpha: 2, beta: 3, lower: 1, upper: 4)),
            Example("beta, two ends", .beta(alpha: 0.5, beta: 0.7, lower: 0, upper: 2)),
        ]
    }

    private static func compound() throws -> [Example] {
        let body = Distribution.logNormal(logMean: 0, logSigma: 0.4)
        let bins = try EmpiricalHistogram(edges: [0.5, 1, 1.5, 2, 4, 5, 8], counts: [3, 0, 12, 30, 9, 1])
        let fewBins = try EmpiricalHistogram(edges: [0, 1, 4], counts: [3, 1])
        let percentiles = try EmpiricalHistogram(percentiles: [
            (0, 0.1), (0.5, 0.4), (0.9, 0.9), (0.95, 0.9), (0.99, 3), (1, 10),
        ])
        let table = try RecordedTable(values: [1, 4, 4, 2, 9, 0.5], replay: .resampled)
        return [
            Example(
                "hyperexponential, unnormalised",
                .hyperexponential([.init(probability: 3, mean: 1), .init(probability: 1, mean: 7)])),
            Example("hyperexponential, cv 2", try .hyperexponential(mean: 2, cv: 2)),
            Example("stragglers", try .stragglers(of: body, probability: 0.05, factor: 6)),
            Example(
                "mixture of six",
                .mixture((1...6).map { .init(weight: Double($0), distribution: .gamma(shape: 3, scale: Double($0))) })),
            Example(
                "mixture with an atom",
                .mixture([
                    .init(weight: 2, distribution: .constant(3)), .init(weight: 1, distribution: .exponential(mean: 2)),
                ])),
            Example("shifted up", .shifted(body, by: 2)),
            Example("shifted down", .shifted(.pareto(shape: 5, minimum: 2), by: -2)),
            Example("scaled", .scaled(body, by: 1e-3)),
            Example("histogram", .histogram(bins)),
            Example("histogram of two bins", .histogram(fewBins)),
            Example("percentiles", .histogram(percentiles)),
            Example("recorded, resampled", .recorded(table)),
        ]
    }
}
