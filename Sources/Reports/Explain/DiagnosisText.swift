public import Experiments
import Measurements
import PipelineRuns
import Pipelines
import ScenarioFiles

/// A diagnosis for people: the verdict, where the time goes, headroom, buffers, and what one more of each thing brings.
public struct DiagnosisText {
    private let diagnosis: Diagnosis
    private let uncertain: Uncertain<Diagnosis.Conclusion>?
    /// Whether formulas and their sources are printed too.
    private let showsFormulas: Bool

    /// Gains with lines of their own.
    private static let mostGains = 6
    /// Gains that are named as those that may be the most.
    private static let mostRivals = 3
    /// Shares below which a part of the time has no line of its own.
    private static let leastShare = 0.005

    /// - Parameters:
    ///   - diagnosis: of one variant.
    ///   - uncertain: how its conclusion depends on guesses, if any were made.
    ///   - showsFormulas: whether formulas and their sources are printed too.
    public init(
        _ diagnosis: Diagnosis, uncertain: Uncertain<Diagnosis.Conclusion>? = nil, showsFormulas: Bool = false
    ) {
        self.diagnosis = diagnosis
        self.uncertain = uncertain
        self.showsFormulas = showsFormulas
    }

    /// The text, as its reader can show it.
    public func text(_ style: TextStyle) -> String {
        let width = style.columnsOfSentences
        func sentences(_ texts: [String]) -> [String] {
            texts.flatMap { Paragraph.lines($0, columns: width, indent: "  ") }
        }
        var parts = [sentences([verdict])]
        if diagnosis.summary.loop != nil {
            parts += [timeTable, sentences([headroom]), bufferTable]
        }
        parts += [gainTable(columns: style.columns), sentences(otherGains)]
        if let uncertain { parts += UncertainText(uncertain).parts(style) }
        parts.append(sentences(assumptions))
        if showsFormulas { parts.append(sentences(formulas)) }
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    // MARK: - Verdict

    private var verdict: String {
        let name = diagnosis.scenario.variant
        if let outOfMemory = diagnosis.summary.outOfMemory {
            let needed = QuantityFormat.bytes(Double(outOfMemory.neededBytes))
            let remedies = diagnosis.remedies.map(\.oneMore.name).joined(separator: ", ")
            return "\(name): out of memory: \(needed) are needed, most of it in `\(outOfMemory.stage)`. "
                + (remedies.isEmpty ? "One more of anything does not change that." : "It runs with: \(remedies).")
        }
        guard let rate = diagnosis.summary.estimate(.samplesPerSecond), let cause = diagnosis.summary.bottleneck else {
            return "\(name): there are no figures."
        }
        return "\(name): \(QuantityFormat.text(rate)) samples/s: \(cause.explanation). \(best)"
    }

    /// What brings most.
    private var best: String {
        guard !diagnosis.worthwhile.isEmpty else {
            return diagnosis.isResolved
                ? "Nothing alone brings more than \(QuantityFormat.chosen(diagnosis.indifference))."
                : "No gain is certain."
        }
        let most = diagnosis.mayBeMost
        let named = most.prefix(Self.mostRivals).map { "\($0.oneMore.name): \(text($0))" }
        let others = most.count - named.count
        let rest = others > 0 ? ["\(others) \(others == 1 ? "other" : "others")"] : []
        return "Most is gained by \((named + rest).joined(separator: ", or "))"
            + (most.count > 1 ? "; it is not certain which." : ".")
    }

    // MARK: - Where the time goes

    private var timeTable: [String] {
        guard let loop = diagnosis.summary.loop else { return [] }
        let parts = LoopShares(loop, stages: diagnosis.summary.stages).worthwhile(least: Self.leastShare)
        return PlainTable(
            head: ["the training loop's time", "share"],
            rows: parts.map { [$0.name, QuantityFormat.percent($0.share)] }
        ).lines(isMarkdown: false)
    }

    private var headroom: String {
        var parts: [String] = []
        if let rate = diagnosis.withoutWaits {
            parts.append("if data were always ready \(rate.isFinite ? self.rate(rate) : "no limit")")
        }
        if let free = diagnosis.withoutSteps { parts.append("if steps took no time \(QuantityFormat.text(free))") }
        var text = parts.isEmpty ? "" : "Headroom: \(parts.joined(separator: ", ")) samples/s."
        if let reached = diagnosis.reachedShare, let binding = diagnosis.bounds.binding {
            text +=
                " Mean times allow \(rate(diagnosis.bounds.samplesPerSecond)), by \(binding.name): "
                + "\(QuantityFormat.percent(reached)) of that is reached."
        }
        return text
    }

    private var bufferTable: [String] {
        let rows = zip(diagnosis.scenario.pipeline.stages, diagnosis.summary.stages).compactMap { stage, report in
            report.emptyFraction.map { empty in
                let full = report.fullFraction ?? 0
                return [
                    stage.name, QuantityFormat.text(report.meanElements, .count), QuantityFormat.percent(empty),
                    QuantityFormat.percent(max(0, 1 - empty - full)), QuantityFormat.percent(full),
                ]
            }
        }
        guard !rows.isEmpty else { return [] }
        return PlainTable(head: ["buffer", "holds", "empty", "between", "full"], rows: rows).lines(isMarkdown: false)
    }

    // MARK: - One more

    private func gainTable(columns: Int) -> [String] {
        let shown = diagnosis.worthwhile.prefix(Self.mostGains)
        guard !shown.isEmpty else { return [] }
        let table = Table(
            alignments: [.left, .right, .left],
            rows: [["one more", Table.Cell(diagnosis.metric.label), "as written"]]
                + shown.map { gain in
                    [Table.Cell(gain.oneMore.name), Table.Cell(text(gain)), Table.Cell(gain.oneMore.written)]
                })
        if table.width <= columns { return table.lines(colour: false) }
        let narrow = table.rows.map { Array($0.dropLast()) }
        return Table(alignments: [.left, .right], rows: narrow).lines(colour: false)
    }

    /// What brings nothing, what costs, what is open: a sentence each.
    private var otherGains: [String] {
        let gains = diagnosis.gains
        func names(_ chosen: [Diagnosis.Gain]) -> String { chosen.map(\.oneMore.name).joined(separator: ", ") }
        func changes(_ chosen: some Sequence<Diagnosis.Gain>) -> String {
            chosen.map { "\($0.oneMore.name) \(text($0))" }.joined(separator: ", ")
        }
        let further = diagnosis.worthwhile.dropFirst(Self.mostGains)
        let equal = gains.filter { [.identical, .noDifference].contains($0.answer.verdict) }
        let worse = gains.filter { $0.answer.verdict == .different && $0.size < 0 }
        let open = gains.filter { $0.answer.verdict == .notResolved }
        let fits = diagnosis.summary.outOfMemory == nil
        let failing = fits ? gains.filter { $0.answer.verdict == .noFigure } : []
        let sentences = [
            ("Less", changes(further)),
            ("No difference above \(QuantityFormat.chosen(diagnosis.indifference))", names(equal)),
            ("Worse", changes(worse)), ("Not resolved", changes(open)),
            ("Out of memory", names(failing.filter(\.runsOutOfMemory))),
            ("No figure", names(failing.filter { !$0.runsOutOfMemory })),
            ("Not simulated", diagnosis.failures.map { "\($0.oneMore.name) (\($0.error))" }.joined(separator: ", ")),
        ]
        return sentences.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)." }
    }

    private func text(_ gain: Diagnosis.Gain) -> String {
        gain.answer.effect.map { DifferenceTable.change($0) } ?? "–"
    }

    // MARK: - Assumptions

    private var assumptions: [String] {
        let pairs = diagnosis.gains.map(\.answer.pairs)
        let least = pairs.min() ?? 0
        let most = pairs.max() ?? 0
        let guesses = uncertain == nil ? [] : [GuessNotes.assumption(diagnosis.scenario.run)]
        guard most > 0 else { return guesses }
        let count = least == most ? "\(most)" : "\(least) to \(most)"
        let confidence = QuantityFormat.chosen(diagnosis.scenario.run.confidence)
        return [
            ObjectiveText.sentence(diagnosis.objective, diagnosis.metric)
                + " Gains from \(count) pairs of replications with the same random numbers, seed "
                + "\(diagnosis.scenario.run.seed); all intervals hold together with \(confidence)."
        ] + guesses
    }

    private var formulas: [String] { Self.formulas + (uncertain == nil ? [] : [GuessNotes.formula]) }

    private static let formulas = [
        "Waiting: charged to where the awaited element is at that instant, along the critical path of the work that it depends "
            + "on; the shares add up to 1 (decision record 14).",
        "If data were always ready: samples/s ÷ (1 − waits), steps, copies and host as before.",
        "If steps took no time: the same pipeline simulated with `train.step=0 s`.",
        "Mean times allow min(c ÷ D) over resources and threads: c servers, D seconds of a sample (Denning and Buzen 1978).",
        "One more: ratio of paired replications, jackknifed (Miller 1974), looked at after 10, 20, 40, … pairs with error ½, ¼, … of "
            + "what is allowed (Lan and DeMets 1983), shared equally among the changes (Bonferroni; Miller 1981).",
    ]

    private func rate(_ value: Double) -> String { QuantityFormat.text(value, .samplesPerSecond) }

}

extension OneMore {
    /// The changes as options of a command.
    var written: String { changes.map { "\($0.path)=\($0.value)" }.joined(separator: " ") }
}
