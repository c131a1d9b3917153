/// How one variant differs from another when both ran the same replications.
///
/// The i-th values come from the same random streams (common random numbers), so chance that both share cancels within
/// a pair and the interval is narrower than one from independent runs.
///
/// - Source: A. M. Law (2015), *Simulation Modeling and Analysis*, 5th ed., §10.2.1 (paired t), §11.2 (common random
///   numbers).
public struct PairedComparison: Equatable, Sendable {
    /// Interval of the mean of (variant − baseline), in the values' unit.
    public let difference: ConfidenceInterval

    /// Interval of mean(variant) ÷ mean(baseline), without unit; `nil` unless every baseline value is positive.
    ///
    /// A ratio of means is what "speed-up" means for a long run. The mean of the n ratios estimates something else:
    /// it stays biased by about cv² of the baseline however many replications there are. The jackknife removes the
    /// ratio estimator's bias of order 1/n, and its n pseudo-values give a t interval with n − 1 degrees of freedom,
    /// which is taken on a logarithmic scale: a ratio of positive values is positive.
    ///
    /// - Source: R. G. Miller (1974), "The jackknife—a review", Biometrika 61(1), 1–15; D. L. Iglehart (1975),
    ///   "Simulating stable stochastic systems, V: comparison of ratio estimators", Naval Research Logistics 22(3).
    public let ratio: ConfidenceInterval?

    /// Compares two equally long lists of replications, pair by pair.
    ///
    /// - Parameters:
    ///   - variant: one value per replication, for example batches per second.
    ///   - baseline: the first variant's values in the same unit and order of replications.
    ///   - confidence: strictly between 0 and 1, for each interval separately.
    public init(of variant: [Double], against baseline: [Double], confidence: Double = 0.95) {
        precondition(variant.count == baseline.count, "Paired lists have one value per replication each")
        precondition(!variant.isEmpty, "A comparison needs at least one replication")
        difference = ConfidenceInterval(zip(variant, baseline).map { $0 - $1 }, confidence: confidence)
        ratio = Self.jackknifedRatio(of: variant, against: baseline, confidence: confidence)
    }

    private static func jackknifedRatio(
        of variant: [Double], against baseline: [Double], confidence: Double
    ) -> ConfidenceInterval? {
        guard baseline.allSatisfy({ $0 > 0 }) else { return nil }
        let numerator = variant.reduce(0, +)
        let denominator = baseline.reduce(0, +)
        let without = zip(variant, baseline).map { (numerator - $0) / (denominator - $1) }
        return jackknifed(numerator / denominator, without: without, confidence: confidence)
    }

    /// Interval of one average over time ÷ another, from the same replications; nil unless in each of them time passes,
    /// and something happens in the baseline.
    ///
    /// - Parameters:
    ///   - variant: for example samples per second.
    ///   - baseline: of the first variant, from the same replications in the same order.
    ///   - confidence: strictly between 0 and 1.
    public static func ratio(
        of variant: TimeAverage, against baseline: TimeAverage, confidence: Double = 0.95
    ) -> ConfidenceInterval? {
        precondition(variant.seconds.count == baseline.seconds.count, "Paired averages have the same replications")
        guard (variant.seconds + baseline.seconds + baseline.amounts).allSatisfy({ $0 > 0 }) else { return nil }
        func totals(_ average: TimeAverage) -> (amount: Double, seconds: Double) {
            (average.amounts.reduce(0, +), average.seconds.reduce(0, +))
        }
        let (above, below) = (totals(variant), totals(baseline))
        let without = variant.seconds.indices.map { pair in
            (above.amount - variant.amounts[pair]) / (above.seconds - variant.seconds[pair])
                / ((below.amount - baseline.amounts[pair]) / (below.seconds - baseline.seconds[pair]))
        }
        let ratio = above.amount / above.seconds / (below.amount / below.seconds)
        return jackknifed(ratio, without: without, confidence: confidence)
    }

    /// Interval of one average over time − another, from the same replications.
    ///
    /// - Parameters:
    ///   - variant: for example samples per second.
    ///   - baseline: of the first variant, from the same replications in the same order.
    ///   - confidence: strictly between 0 and 1.
    public static func difference(
        of variant: TimeAverage, against baseline: TimeAverage, confidence: Double = 0.95
    ) -> ConfidenceInterval {
        precondition(variant.seconds.count == baseline.seconds.count, "Paired averages have the same replications")
        let plain = ConfidenceInterval(zip(variant.adjusted, baseline.adjusted).map { $0 - $1 }, confidence: confidence)
        return ConfidenceInterval(
            mean: variant.mean - baseline.mean, halfWidth: plain.halfWidth, confidence: confidence, count: plain.count)
    }

    /// - Parameters:
    ///   - ratio: of all pairs.
    ///   - without: the ratio of all but one, for each pair.
    private static func jackknifed(_ ratio: Double, without: [Double], confidence: Double) -> ConfidenceInterval {
        let count = Double(without.count)
        guard without.count > 1 else {
            return ConfidenceInterval(mean: ratio, halfWidth: nil, confidence: confidence, count: 1)
        }
        // Pseudo-value i is n·R − (n − 1)·R₍₋ᵢ₎, where R₍₋ᵢ₎ is the ratio without pair i.
        let pseudoValues = without.map { count * ratio - (count - 1) * $0 }
        let plain = ConfidenceInterval(pseudoValues, confidence: confidence)
        guard ratio > 0 else { return plain }
        // Wild values of few replications may take the estimate below 0 where the ratio itself is not.
        let mean = plain.mean > 0 ? plain.mean : ratio
        return ConfidenceInterval(
            positive: mean, halfWidth: plain.halfWidth, confidence: confidence, count: plain.count)
    }
}
