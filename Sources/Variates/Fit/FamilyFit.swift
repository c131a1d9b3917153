import CGSL

/// One family with its parameters estimated from measured values.
public struct FamilyFit: Sendable, Equatable {
    /// The family.
    public let family: FittedFamily
    /// The member of the family.
    public let distribution: Distribution
    /// Its parameters, as scenario files name them, with 95 % intervals.
    public let parameters: [FittedParameter]
    /// The logarithm of the probability density of all values, whose unit is that of the values.
    public let logLikelihood: Double
    /// k·ln n − 2·logLikelihood with k parameters and n values; the family with the smallest is the best.
    ///
    /// Unlike Akaike's criterion this one finds the smaller of two nested families in the limit, and with thousands of
    /// values nearly always: gamma, Weibull and shifted exponential all contain the exponential.
    /// - Source: Schwarz (1978), "Estimating the dimension of a model", Annals of Statistics 6(2).
    public let informationCriterion: Double

    /// A fit, or nil where the distribution cannot be represented.
    init?(
        _ family: FittedFamily, _ distribution: Distribution, _ parameters: [FittedParameter], logLikelihood: Double,
        _ sample: SortedSample
    ) {
        do { try distribution.validate() } catch { return nil }
        guard logLikelihood.isFinite else { return nil }
        self.family = family
        self.distribution = distribution
        self.parameters = parameters
        self.logLikelihood = logLikelihood
        informationCriterion = Double(parameters.count) * overlap_log(sample.count) - 2 * logLikelihood
    }
}
