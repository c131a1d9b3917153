import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines

/// How two values compare at a look.
struct KneeComparison {
    /// The first's figure ÷ the second's, turned around for figures that are better low.
    let ratio: ConfidenceInterval?
    /// Whether they are equal in every pair.
    private let isIdentical: Bool

    /// Nil where a figure is missing.
    ///
    /// - Parameters:
    ///   - error: probability with which each of the two bounds may be wrong.
    ///   - pairs: replications of each, from the first on.
    init?(
        _ metric: Metric, of own: ReplicationSeries, against other: ReplicationSeries, error: Double, pairs: Int
    ) {
        let sides = [own, other].map { Array($0.reports.prefix(pairs)) }
        let isTurned = metric.preference == .lower
        let effect = PairedEffect(
            of: metric, sides[isTurned ? 1 : 0], against: sides[isTurned ? 0 : 1], confidence: 1 - 2 * error)
        guard let effect else { return nil }
        ratio = effect.ratio
        isIdentical = effect.isIdentical
        guard ratio != nil || isIdentical else { return nil }
    }

    private var lower: Double? { isIdentical ? 1 : ratio?.lower }
    private var upper: Double? { isIdentical ? 1 : ratio?.upper }
    private var mean: Double { isIdentical ? 1 : ratio?.mean ?? 1 }

    /// Whether the ratio is at least 1 − a share.
    func verdict(within share: Double) -> ThresholdVerdict {
        guard let lower, let upper else { return .open }
        // What the last digits of sums come to does not decide.
        if lower >= 1 - share - 1e-9 { return .met }
        return upper < 1 - share ? .missed : .open
    }

    /// Whether the first is higher by more than a share, for certain.
    func isHigher(by share: Double) -> Bool { lower.map { $0 > 1 + share } ?? false }

    /// What the first adds to the second, where a share counts.
    func gain(counting share: Double) -> KneeSearch.Gain {
        guard let upper else { return .mayCount(isHigher: mean >= 1) }
        if upper < 1 - share { return .falls }
        return upper < 1 + share ? .settled(isHigher: mean >= 1) : .mayCount(isHigher: mean >= 1)
    }
}
