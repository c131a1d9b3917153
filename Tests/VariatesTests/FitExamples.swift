import Testing
import Variates

/// Samples of known origin for the tests of fits.
enum FitExamples {
    /// `count` variates of a distribution on a stream of its own.
    static func sample(_ distribution: Distribution, count: Int, seed: UInt64) -> [Double] {
        var stream = VariateStream(distribution, key: StreamKey(seed: seed, replication: 0, stage: "fit"))
        return (0..<count).map { _ in stream.next() }
    }

    /// A distribution, its family, and its parameters as the family's fit names them.
    struct Origin: Sendable, CustomTestStringConvertible {
        let family: FittedFamily
        let distribution: Distribution
        let parameters: [String: Double]

        var testDescription: String { "\(distribution)" }
    }

    /// One member of each family, in seconds as services take them, that no other family looks like.
    static let origins: [Origin] = [
        Origin(family: .exponential, distribution: .exponential(mean: 3e-3), parameters: ["mean": 3e-3]),
        Origin(
            family: .shiftedExponential, distribution: .shifted(.exponential(mean: 2e-3), by: 1e-3),
            parameters: ["mean": 2e-3, "by": 1e-3]),
        Origin(
            family: .gamma, distribution: .gamma(shape: 2.5, scale: 1e-3), parameters: ["shape": 2.5, "scale": 1e-3]),
        Origin(
            family: .shiftedGamma, distribution: .shifted(.gamma(shape: 3, scale: 1e-3), by: 5e-3),
            parameters: ["shape": 3, "scale": 1e-3, "by": 5e-3]),
        Origin(
            family: .shiftedGamma, distribution: .shifted(.gamma(shape: 0.5, scale: 2e-3), by: 5e-3),
            parameters: ["shape": 0.5, "scale": 2e-3, "by": 5e-3]),
        Origin(
            family: .logNormal, distribution: .logNormal(logMean: -6, logSigma: 0.6),
            parameters: ["median": 2.478_752_176_666_358e-3, "sigma": 0.6]),
        Origin(
            family: .shiftedLogNormal, distribution: .shifted(.logNormal(logMean: -6, logSigma: 0.8), by: 5e-3),
            parameters: ["median": 2.478_752_176_666_358e-3, "sigma": 0.8, "by": 5e-3]),
        Origin(
            family: .weibull, distribution: .weibull(shape: 0.7, scale: 2e-3),
            parameters: ["shape": 0.7, "scale": 2e-3]),
        Origin(
            family: .normal, distribution: .truncatedNormal(location: 8e-3, sigma: 2e-3),
            parameters: [
                "mean": Distribution.truncatedNormal(location: 8e-3, sigma: 2e-3).mean,
                "cv": Distribution.truncatedNormal(location: 8e-3, sigma: 2e-3).cv,
            ]),
        Origin(
            family: .uniform, distribution: .uniform(lower: 2e-3, upper: 5e-3),
            parameters: ["min": 2e-3, "max": 5e-3]),
    ]
}
