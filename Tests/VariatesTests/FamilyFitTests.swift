import CGSL
import Testing

@testable import Variates

@Suite struct FamilyFitTests {
    @Test(arguments: FitExamples.origins)
    func `intervals hold the true parameters in about 95 of 100 samples`(origin: FitExamples.Origin) throws {
        var held: [String: Int] = [:]
        for seed in 1...200 {
            let values = FitExamples.sample(origin.distribution, count: 400, seed: UInt64(seed))
            let fit = try #require(origin.family.fit(SortedSample(ascending: values.sorted())))
            for parameter in fit.parameters {
                let truth = try #require(origin.parameters[parameter.name])
                if parameter.interval.contains(truth) { held[parameter.name, default: 0] += 1 }
            }
        }
        for name in origin.parameters.keys {
            let count = held[name] ?? 0
            #expect(count >= 180 && count <= 198, "\(name): \(count) of 200")
        }
    }

    /// The likelihood equations: at a maximum, a change of one parameter in the fourth digit costs likelihood.
    @Test(arguments: [FittedFamily.gamma, .logNormal, .weibull, .normal, .shiftedGamma, .shiftedLogNormal])
    func `makes the likelihood greatest`(family: FittedFamily) throws {
        let origin = try #require(FitExamples.origins.first { $0.family == family })
        let sample = SortedSample(
            ascending: FitExamples.sample(origin.distribution, count: 5000, seed: 3).sorted())
        let fit = try #require(family.fit(sample))
        let best = logLikelihood(sample, fit.distribution)
        #expect(abs(best - fit.logLikelihood) < 1e-5 * abs(best))
        for changed in neighbours(fit.distribution, by: 0.02) { #expect(logLikelihood(sample, changed) < best) }
    }

    @Test(arguments: [1e-3, 0.02, 0.5, 2, 40, 1e3, 1e5])
    func `finds the gamma of given means`(shape: Double) throws {
        // The mean logarithm of a gamma is ψ(shape) + ln scale; an exact one must give the shape back.
        let estimate = try #require(GammaEstimate(mean: shape * 3, meanLog: gsl_sf_psi(shape) + overlap_log(3)))
        #expect(abs(estimate.shape / shape - 1) < 1e-8 * max(1, shape / 10))
        #expect(abs(estimate.scale / 3 - 1) < 1e-8 * max(1, shape / 10))
    }

    @Test(arguments: [0.02, 0.3, 1, 30, 1e4], [1e-5, 0.03, 0.5])
    func `finds the low quantiles of a gamma`(shape: Double, probability: Double) throws {
        let estimate = try #require(GammaEstimate(mean: shape * 3, meanLog: gsl_sf_psi(shape) + overlap_log(3)))
        let quantile = estimate.quantile(probability)
        #expect(abs(gsl_cdf_gamma_P(quantile / estimate.scale, estimate.shape, 1) / probability - 1) < 1e-6)
    }

    @Test func `gives a Weibull's estimates the published errors`() throws {
        // n times the variance is 0.608 shape² for the shape and 1.109 scale²/shape² for the scale.
        let values = FitExamples.sample(.weibull(shape: 2, scale: 1), count: 1000, seed: 1).sorted()
        let fit = try #require(FamilyFit.weibull(SortedSample(ascending: values)))
        let errors = fit.parameters.map { parameter in
            overlap_log(parameter.interval.upperBound / parameter.estimate) / FittedParameter.normalQuantile
        }
        #expect(abs(errors[0] * errors[0] * 1000 - 0.6079) < 1e-4)
        let shape = fit.parameters[0].estimate
        #expect(abs(errors[1] * errors[1] * 1000 * shape * shape - 1.1087) < 1e-4)
    }

    @Test func `applies no logarithms to zeros, no ends to few values, no shifts to nothing`() {
        let zeros = SortedSample(ascending: [0, 1, 2, 3, 4])
        #expect(FittedFamily.allCases.filter { $0.fit(zeros) != nil } == [.exponential, .normal])
        let two = SortedSample(ascending: [1, 2])
        #expect(FittedFamily.allCases.filter { $0.fit(two) != nil } == [.exponential])
        let sample = FitExamples.sample(.exponential(mean: 1), count: 500, seed: 1).sorted()
        #expect(FittedFamily.shiftedExponential.fit(SortedSample(ascending: sample)) == nil)
    }

    @Test func `scales with the unit`() throws {
        let seconds = FitExamples.sample(.shifted(.gamma(shape: 3, scale: 1e-3), by: 5e-3), count: 500, seed: 1)
        for family in FittedFamily.allCases {
            guard let small = family.fit(SortedSample(ascending: seconds.sorted())) else { continue }
            let large = try #require(family.fit(SortedSample(ascending: seconds.map { $0 * 1e9 }.sorted())))
            for (small, large) in zip(small.parameters, large.parameters) {
                let factor = small.kind == .quantity ? 1e9 : 1
                #expect(abs(large.estimate / factor / small.estimate - 1) < 1e-6, "\(family) \(small.name)")
            }
        }
    }

    @Test func `skewness and kurtosis of a truncated normal are those of its limits`() {
        // Location 0: the half-normal, √2(4 − π)/(π − 2)^1.5 and 3 + 8(π − 3)/(π − 2)².
        let half = StandardTruncatedNormal(0)
        #expect(abs(half.skewness - 0.995_271_746_431_156) < 1e-12)
        #expect(abs(half.kurtosis - 3.869_177_303_605_97) < 1e-12)
        let deep = StandardTruncatedNormal(-25)
        #expect(abs(deep.skewness - 2) < 0.02 && abs(deep.kurtosis - 9) < 0.1)
        let whole = StandardTruncatedNormal(29.9)
        #expect(abs(whole.skewness) < 1e-8 && abs(whole.kurtosis - 3) < 1e-8)
    }

    @Test func `inverts information matrices and refuses those of no maximum`() throws {
        let matrix = SymmetricMatrix(xx: 4, xy: 1, xz: 0.5, yy: 3, yz: -1, zz: 2)
        let inverse = try #require(matrix.inverseDiagonal)
        // Determinant 4·5 − 1·2.5 + 0.5·(−2.5) = 16.25.
        #expect(abs(inverse.x - 5 / 16.25) < 1e-15)
        #expect(abs(inverse.y - 7.75 / 16.25) < 1e-15)
        #expect(abs(inverse.z - 11 / 16.25) < 1e-15)
        #expect(SymmetricMatrix(xx: 1, xy: 2, xz: 0, yy: 1, yz: 0, zz: 1).inverseDiagonal == nil)
        #expect(SymmetricMatrix(xx: -1, xy: 0, xz: 0, yy: -1, yz: 0, zz: 1).inverseDiagonal == nil)
    }
}

/// The sum of log densities, by central differences of the distribution function.
private func logLikelihood(_ sample: SortedSample, _ distribution: Distribution) -> Double {
    sample.values.reduce(0) { sum, value in
        let step = 1e-4 * (value - min(distribution.support.lowerBound, sample.minimum * 0.999))
        let mass =
            distribution.cumulativeProbability(value + step) - distribution.cumulativeProbability(value - step)
        return sum + overlap_log(mass / (2 * step))
    }
}

/// The distribution with each of its parameters changed up and down by a share.
private func neighbours(_ distribution: Distribution, by share: Double) -> [Distribution] {
    [1 - share, 1 + share].flatMap { factor -> [Distribution] in
        switch distribution {
        case .gamma(let shape, let scale):
            [.gamma(shape: shape * factor, scale: scale), .gamma(shape: shape, scale: scale * factor)]
        case .logNormal(let mean, let sigma):
            [.logNormal(logMean: mean * factor, logSigma: sigma), .logNormal(logMean: mean, logSigma: sigma * factor)]
        case .weibull(let shape, let scale):
            [.weibull(shape: shape * factor, scale: scale), .weibull(shape: shape, scale: scale * factor)]
        case .truncatedNormal(let location, let sigma):
            [
                .truncatedNormal(location: location * factor, sigma: sigma),
                .truncatedNormal(location: location, sigma: sigma * factor),
            ]
        case .shifted(let base, let offset):
            [.shifted(base, by: offset * factor)] + neighbours(base, by: share).map { .shifted($0, by: offset) }
        default: []
        }
    }
}
