import CGSL

extension FamilyFit {
    /// Maximum likelihood; intervals from Fisher's information, on the logarithms.
    static func gamma(_ sample: SortedSample) -> FamilyFit? {
        guard sample.values.count > 2, sample.minimum > 0,
            let estimate = GammaEstimate(sample, shift: 0)
        else { return nil }
        return FamilyFit(
            .gamma, .gamma(shape: estimate.shape, scale: estimate.scale), parameters(estimate, sample.count),
            logLikelihood: sample.count * estimate.meanLogLikelihood, sample)
    }

    /// Maximum likelihood in all three parameters: the shift that makes the likelihood of the rest greatest.
    ///
    /// Up to shape 1 there is no such maximum: the minimum tells more about the shift than all the rest. Its interval
    /// then is the one of the minimum, and those of shape and scale are as if the shift were known.
    static func shiftedGamma(_ sample: SortedSample) -> FamilyFit? {
        let shift = sample.likeliestShift { shift in
            GammaEstimate(sample, shift: shift)?.meanLogLikelihood
        }
        guard let shift = shift.map({ belowMinimum($0, sample) }), let estimate = GammaEstimate(sample, shift: shift)
        else { return nil }
        let distribution = Distribution.gamma(shape: estimate.shape, scale: estimate.scale)
        let parameters =
            regularParameters(estimate, shift, sample)
            ?? [
                .shift(shift, sample, excess: estimate.quantile(sample.minimumLevel))
            ] + self.parameters(estimate, sample.count)
        return FamilyFit(
            .shiftedGamma, .shifted(distribution, by: shift), parameters,
            logLikelihood: sample.count * estimate.meanLogLikelihood, sample)
    }

    /// The shift itself, or, for shapes below 1, where the likelihood has no maximum, the minimum less its median
    /// excess.
    private static func belowMinimum(_ shift: Double, _ sample: SortedSample) -> Double {
        let level = 1 - overlap_exp(overlap_log(0.5) / sample.count)
        var shift = shift
        for _ in 0..<50 {
            guard let estimate = GammaEstimate(sample, shift: shift), estimate.shape < 1 else { return shift }
            let distance = estimate.quantile(level)
            let next = max(0, min(sample.minimum - distance, sample.minimum.nextDown))
            if (next - shift).magnitude <= 1e-3 * (sample.minimum - shift) { return next }
            shift = next
        }
        return shift
    }

    private static func parameters(_ estimate: GammaEstimate, _ count: Double) -> [FittedParameter] {
        let variances = estimate.relativeVariances
        return [
            FittedParameter(
                "shape", .number, estimate.shape, relativeError: (variances.shape / count).squareRoot()),
            FittedParameter(
                "scale", .quantity, estimate.scale, relativeError: (variances.scale / count).squareRoot()),
        ]
    }

    /// The parameters with intervals from the observed information; nil where there is none, up to shape 1.
    ///
    /// - Source: second derivatives: Johnson, Kotz and Balakrishnan (1994), vol. 1, ch. 17, section 7.2; where a
    ///   maximum exists: Smith (1985), "Maximum likelihood estimation in a class of nonregular cases", Biometrika
    ///   72(1).
    private static func regularParameters(
        _ estimate: GammaEstimate, _ shift: Double, _ sample: SortedSample
    ) -> [FittedParameter]? {
        guard estimate.shape > 1 else { return nil }
        let (shape, scale) = (estimate.shape, estimate.scale)
        var inverses = (first: 0.0, second: 0.0)
        for value in sample.values {
            let inverse = 1 / (value - shift)
            inverses.first += inverse
            inverses.second += inverse * inverse
        }
        let information = SymmetricMatrix(
            xx: (shape - 1) * inverses.second, xy: inverses.first, xz: sample.count / (scale * scale),
            yy: sample.count * gsl_sf_psi_1(shape), yz: sample.count / scale,
            zz: sample.count * shape / (scale * scale))
        guard let variances = information.inverseDiagonal else { return nil }
        return [
            .shift(shift, sample, standardError: variances.x.squareRoot()),
            FittedParameter("shape", .number, shape, relativeError: variances.y.squareRoot() / shape),
            FittedParameter("scale", .quantity, scale, relativeError: variances.z.squareRoot() / scale),
        ]
    }
}
