import PipelineRuns

/// Which of several alternatives is best, and how the others compare with it.
public struct BestAlternative: Sendable {
    /// Position of the one with the best estimate; of equal ones the first.
    public let best: Int
    /// Positions of those that differ from it by less than what matters, for certain.
    public let equals: [Int]
    /// Positions of those that may be as good or better, the best estimate first.
    public let open: [Int]
    /// Position of the best of those that are surely worse.
    public let next: Int?

    /// Nil where none of the alternatives has the figure.
    public init?(_ comparison: Comparison) {
        guard let metric = comparison.family.metric else { return nil }
        let values = comparison.summaries.map { $0.estimate(metric)?.value }
        let sign = metric.preference == .lower ? -1.0 : 1.0
        let ranked = values.indices.compactMap { index in values[index].map { (index: index, value: sign * $0) } }
            .sorted { $0.value != $1.value ? $0.value > $1.value : $0.index < $1.index }.map(\.index)
        guard let best = ranked.first else { return nil }
        func verdict(_ other: Int) -> PairedAnswer.Verdict {
            comparison.answer(max(best, other), against: min(best, other)).verdict
        }
        let others = ranked.dropFirst()
        self.best = best
        equals = others.filter { [.identical, .noDifference].contains(verdict($0)) }.sorted()
        open = others.filter { verdict($0) == .notResolved }
        next = others.first { verdict($0) == .different }
    }
}
