/// Whether one family is kept.
struct FitVerdict {
    let goodness: GoodnessOfFit
    /// The probability of the test, where one was made.
    let pValue: Double?
    /// Why the family is kept; nil if it is not.
    let reason: DistributionFit.Reason?

    /// Nearness is looked at first: it needs no simulation, and a test says nothing against it.
    init(_ fit: FamilyFit, _ sample: SortedSample, _ rules: FitRules) {
        goodness = GoodnessOfFit(sample, fit.distribution)
        let distance = goodness.largestDistance
        if distance < FitRules.largestDistance, MomentAgreement(fit.distribution, sample).isGood {
            reason = .near(largestDistance: distance)
            pValue = nil
            return
        }
        guard distance * sample.count.squareRoot() <= FitRules.kolmogorovLimit,
            sample.values.count <= Self.mostTested
        else {
            reason = nil
            pValue = nil
            return
        }
        let test = BootstrapTest(seed: rules.seed, resamples: FitRules.resamples)
        let probability = test.pValue(fit, sample, goodness)
        pValue = probability
        reason = probability >= FitRules.smallestPValue ? .notRejected(pValue: probability) : nil
    }

    /// With more values, a distance of 0.03 is beyond Kolmogorov's limit; only moments can have failed.
    private static var mostTested: Int {
        let root = FitRules.kolmogorovLimit / FitRules.largestDistance
        return Int(root * root)
    }
}

/// Whether a fit has the mean and spread of the values, but for sampling.
///
/// One value in a hundred that takes twenty times as long moves the distribution function by 0.01 and the mean by a
/// fifth: nearness alone would let it pass, and a simulation would be too fast.
private struct MomentAgreement {
    let isGood: Bool

    init(_ distribution: Distribution, _ sample: SortedSample) {
        let ofCV = cvRelativeVariance(cv: sample.cv, skewness: sample.skewness, kurtosis: sample.kurtosis)
        let meanError = sample.cv / sample.count.squareRoot()
        let cvError = (ofCV / sample.count).squareRoot()
        isGood =
            (distribution.mean / sample.mean - 1).magnitude <= max(FitRules.meanTolerance, 3 * meanError)
            && (distribution.cv / sample.cv - 1).magnitude <= max(FitRules.cvTolerance, 3 * cvError)
    }
}
