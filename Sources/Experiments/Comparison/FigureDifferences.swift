import Measurements
public import PipelineRuns

/// All figures of two scenarios but the one that decides, and what is known of their differences.
///
/// Intervals hold together: the error of the look is shared equally among the figures that are not equal in every pair.
public struct FigureDifferences: Sendable {
    /// One figure.
    public struct Figure: Sendable {
        /// What can be said of it.
        public let verdict: PairedAnswer.Verdict
        /// By how much it differs.
        public let effect: PairedEffect
        /// Which it is.
        public var metric: Metric { effect.metric }
    }

    /// Those that both scenarios have, in the order of `Metric.all`.
    public let all: [Figure]

    /// Those of a verdict.
    public subscript(verdict: PairedAnswer.Verdict) -> [Figure] { all.filter { $0.verdict == verdict } }

    /// Compares replications, pair by pair.
    ///
    /// - Parameters:
    ///   - variant: its replications.
    ///   - baseline: those of the scenario that it is compared with, from the same random streams.
    ///   - metric: the figure that is left out.
    ///   - error: probability that an interval is wrong, over all figures.
    ///   - indifference: relative difference that does not matter.
    init(
        _ variant: [RunReport], against baseline: [RunReport], besides metric: Metric, error: Double,
        indifference: Double
    ) {
        let others = Metric.all.filter { $0.name != metric.name }
        func effects(sharing count: Int) -> [PairedEffect] {
            others.compactMap {
                PairedEffect(of: $0, variant, against: baseline, confidence: 1 - error / Double(max(1, count)))
            }
        }
        let uncertain = effects(sharing: 1).count { !$0.isIdentical }
        all = effects(sharing: uncertain).map { Figure(verdict: $0.verdict(indifference: indifference), effect: $0) }
    }
}
