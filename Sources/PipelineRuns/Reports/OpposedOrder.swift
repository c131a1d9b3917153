/// Two variants that steady throughput and the whole run put into different orders.
public struct OpposedOrder: Sendable {
    /// The one whose run is shorter.
    public let shorter: VariantSummary
    /// The one whose steady throughput is higher.
    public let faster: VariantSummary
    /// Whether no run is shorter than that of `shorter`.
    public let isShortest: Bool

    /// The pair that matters most: the shortest run that another variant beats once started, and the fastest of those.
    ///
    /// Nil when the orders agree but for differences of up to 2 %.
    public init?(_ summaries: [VariantSummary]) {
        let ranked = summaries.compactMap { summary -> Ranked? in
            guard !summary.isOfWholeRun, let steady = summary.estimate(.samplesPerSecond)?.value,
                let whole = summary.estimate(.runSamplesPerSecond)?.value
            else { return nil }
            return Ranked(summary: summary, steady: steady, whole: whole)
        }.sorted { $0.whole > $1.whole }
        for (place, first) in ranked.enumerated() {
            let rivals = ranked[(place + 1)...].filter { $0.isLongerAndFaster(than: first) }
            guard let fastest = rivals.max(by: { $0.steady < $1.steady }) else { continue }
            (shorter, faster) = (first.summary, fastest.summary)
            isShortest = summaries.allSatisfy { $0.replications == 0 || $0.runSeconds >= first.summary.runSeconds }
            return
        }
        return nil
    }

    private struct Ranked {
        var summary: VariantSummary
        var steady: Double
        var whole: Double

        /// Of unlike amounts of work the one whose run is longer need not have the lower throughput.
        func isLongerAndFaster(than other: Ranked) -> Bool {
            let margin = 1 + SpeedUpBasis.tolerance
            return summary.runSeconds > other.summary.runSeconds
                && whole * margin < other.whole && steady > other.steady * margin
        }
    }
}
