import CGSL

extension FamilyFit {
    /// The mean of the values; its interval is exact, from 2n·estimate/mean, a chi-square of 2n degrees of freedom.
    ///
    /// - Source: Johnson, Kotz and Balakrishnan (1994), vol. 1, ch. 19, section 7.
    static func exponential(_ sample: SortedSample) -> FamilyFit? {
        guard sample.mean > 0 else { return nil }
        let mean = exponentialMean("mean", sample.mean, freedom: 2 * sample.count)
        return FamilyFit(
            .exponential, .exponential(mean: sample.mean), [mean],
            logLikelihood: -sample.count * (overlap_log(sample.mean) + 1), sample)
    }

    /// The minimum less its expected excess, and the mean of the rest: the unbiased estimates.
    ///
    /// The likelihood is greatest with the shift at the minimum, which is above every true shift and where the
    /// Anderson–Darling statistic is infinite. The intervals are exact.
    /// - Source: Johnson, Kotz and Balakrishnan (1994), vol. 1, ch. 19, section 7.
    static func shiftedExponential(_ sample: SortedSample) -> FamilyFit? {
        let excess = sample.mean - sample.minimum
        guard sample.values.count >= FitRules.fewestForEnds, excess > 0 else { return nil }
        let estimate = excess * sample.count / (sample.count - 1)
        let shift = sample.minimum - estimate / sample.count
        guard shift >= FitRules.smallestShift * sample.median else { return nil }
        let mean = exponentialMean("mean", estimate, freedom: 2 * sample.count - 2)
        let lowest = max(0, sample.minimum - excess * endPivot(sample.count))
        let by = FittedParameter("by", .quantity, shift, from: lowest, to: sample.minimum)
        return FamilyFit(
            .shiftedExponential, .shifted(.exponential(mean: estimate), by: shift), [by, mean],
            logLikelihood: -sample.count * (overlap_log(estimate) + 1), sample)
    }

    /// The mean and the extent beyond the extremes that lets the ends' bias vanish; the intervals are exact.
    ///
    /// - Source: Johnson, Kotz and Balakrishnan (1995), vol. 2, ch. 26, section 6.
    static func uniform(_ sample: SortedSample) -> FamilyFit? {
        let range = sample.maximum - sample.minimum
        guard sample.values.count >= FitRules.fewestForEnds, range > 0 else { return nil }
        let excess = range / (sample.count - 1)
        let lower = max(0, sample.minimum - excess)
        let upper = sample.maximum + excess
        let reach = range * endPivot(sample.count)
        return FamilyFit(
            .uniform, .uniform(lower: lower, upper: upper),
            [
                FittedParameter("min", .quantity, lower, from: max(0, sample.minimum - reach), to: sample.minimum),
                FittedParameter("max", .quantity, upper, from: sample.maximum, to: sample.maximum + reach),
            ],
            logLikelihood: -sample.count * overlap_log(upper - lower), sample)
    }

    private static func exponentialMean(_ name: String, _ estimate: Double, freedom: Double) -> FittedParameter {
        let middle = ChiSquare(freedom: freedom).middle
        let sum = freedom * estimate
        return FittedParameter(name, .quantity, estimate, from: sum / middle.upperBound, to: sum / middle.lowerBound)
    }

    /// What the excess of the minimum over the end, divided by the spread beyond the minimum, does not exceed in 95 %.
    ///
    /// The ratio is that of an exponential to a gamma of shape n − 1, both for the exponential, with the mean less the
    /// minimum as spread, and for the uniform, with the range; so P(ratio > t) = (1 + t)^−(n − 1).
    private static func endPivot(_ count: Double) -> Double { overlap_expm1(-overlap_log(0.05) / (count - 1)) }
}
