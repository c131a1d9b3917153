/// The distribution that describes measured values: the best of the families that are good enough, or a histogram.
///
/// Families are estimated by maximum likelihood and ranked by Schwarz's criterion. The first in this order that is kept
/// is the result: because its distribution function and moments are near those of the values, or because a test at
/// 1 % does not reject it. The result depends on the values, not on their order, and on the rules alone.
public struct DistributionFit: Sendable, Equatable {
    /// The family that was kept.
    public let family: FittedFamily
    /// The fitted distribution, in the unit of the values.
    public let distribution: Distribution
    /// Its parameters with 95 % intervals; none for a histogram.
    public let parameters: [FittedParameter]
    /// The moments of the values, to be compared with those of ``distribution``.
    public let sample: SampleSummary
    /// How far values and distribution are apart; nil for a constant and for a histogram, which are not tested.
    public let goodness: GoodnessOfFit?
    /// Why this family.
    public let reason: Reason
    /// All families that apply to the values, the best by Schwarz's criterion first; none where the values are equal.
    public let candidates: [FamilyFit]

    /// Fits a distribution to measured values.
    ///
    /// - Parameters:
    ///   - values: at least 2 times, sizes or the like, in any order; each from 0 to 10¹².
    ///   - rules: when a fit is good enough.
    /// - Throws: ``FitError`` where a value is impossible, the first in the order of the list, or values are too few.
    public init(_ values: [Double], rules: FitRules) throws(FitError) {
        guard values.count >= 2 else { throw .tooFewValues(count: values.count) }
        guard rules.relativeResolution >= 0, rules.relativeResolution < 1 else {
            throw .impossibleResolution(rules.relativeResolution)
        }
        for (index, value) in values.enumerated() {
            // Also false for NaN.
            guard value >= 0, value <= ParameterChecks.largestQuantity else {
                throw .impossibleValue(position: index + 1, value: value)
            }
        }
        self.init(SortedSample(ascending: values.sorted()), rules)
    }

    private init(_ sample: SortedSample, _ rules: FitRules) {
        // Equal values may have a mean that rounding moves away from them; so small a cv is of rounding, too.
        if sample.minimum == sample.maximum || sample.cv <= max(1e-9, rules.relativeResolution) {
            self.init(constant: sample, rules)
            return
        }
        let fits = FittedFamily.allCases.compactMap { $0.fit(sample) }
        let ranked = fits.enumerated().sorted { left, right in
            (left.element.informationCriterion, left.offset) < (right.element.informationCriterion, right.offset)
        }.map(\.element)
        var verdicts: [FitVerdict] = []
        for fit in ranked {
            let verdict = FitVerdict(fit, sample, rules)
            if let reason = verdict.reason {
                self.init(fit, verdict.goodness, reason, sample, candidates: ranked)
                return
            }
            verdicts.append(verdict)
        }
        self.init(histogramOf: sample, candidates: ranked, best: verdicts.first)
    }

    private init(constant sample: SortedSample, _ rules: FitRules) {
        let isEqual = sample.minimum == sample.maximum
        let value = isEqual ? sample.minimum : sample.mean
        let reach = isEqual ? 0 : FittedParameter.normalQuantile * (sample.variance / sample.count).squareRoot()
        family = .constant
        distribution = .constant(value)
        parameters = [FittedParameter("value", .quantity, value, from: max(0, value - reach), to: value + reach)]
        self.sample = SampleSummary(sample)
        goodness = nil
        reason = .withinResolution(cv: isEqual ? 0 : sample.cv, resolution: rules.relativeResolution)
        candidates = []
    }

    private init(
        _ fit: FamilyFit, _ goodness: GoodnessOfFit, _ reason: Reason, _ sample: SortedSample, candidates: [FamilyFit]
    ) {
        family = fit.family
        distribution = fit.distribution
        parameters = fit.parameters
        self.sample = SampleSummary(sample)
        self.goodness = goodness
        self.reason = reason
        self.candidates = candidates
    }

    private init(histogramOf sample: SortedSample, candidates: [FamilyFit], best: FitVerdict?) {
        let histogram: EmpiricalHistogram
        do { histogram = try EmpiricalHistogram(ascending: sample.values) } catch {
            preconditionFailure("values in order and in range always have a histogram: \(error)")
        }
        family = .histogram
        distribution = .histogram(histogram)
        parameters = []
        self.sample = SampleSummary(sample)
        goodness = nil
        reason = .noFamilyFits(
            best: candidates.first?.family, largestDistance: best?.goodness.largestDistance, pValue: best?.pValue)
        self.candidates = candidates
    }
}

/// The moments and ends of measured values.
public struct SampleSummary: Sendable, Equatable {
    /// How many values there are.
    public let count: Int
    /// Their mean, in their unit.
    public let mean: Double
    /// Their standard deviation (mean squared distance, divided by the count) over their mean.
    public let cv: Double
    /// The smallest, in their unit.
    public let minimum: Double
    /// The largest, in their unit.
    public let maximum: Double

    init(_ sample: SortedSample) {
        count = sample.values.count
        mean = sample.mean
        cv = sample.minimum == sample.maximum ? 0 : sample.cv
        minimum = sample.minimum
        maximum = sample.maximum
    }
}
