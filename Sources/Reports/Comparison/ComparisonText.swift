public import Experiments
import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
public import ScenarioFiles

/// A comparison for people: the verdict, a table, and what holds for them.
public struct ComparisonText {
    private let comparison: Comparison
    private let uncertain: Uncertain<[PairedAnswer]>?
    private let explains: Bool
    private let prices: Prices?

    /// - Parameters:
    ///   - comparison: what was found.
    ///   - uncertain: how it depends on guesses, if any were made.
    ///   - explains: whether the formulas are printed, with their sources.
    ///   - prices: what resources cost, where costs are printed too.
    public init(
        _ comparison: Comparison, uncertain: Uncertain<[PairedAnswer]>? = nil, explains: Bool = false,
        prices: Prices? = nil
    ) {
        self.comparison = comparison
        self.uncertain = uncertain
        self.explains = explains
        self.prices = prices
    }

    /// The text, as its reader can show it.
    public func text(_ style: TextStyle) -> String {
        let (colour, width) = (style.hasColour, style.columnsOfSentences)
        func paragraphs(_ texts: [String], _ emphasis: Emphasis = .none) -> [String] {
            texts.flatMap { Paragraph.lines($0, columns: width, indent: "  ") }.map { emphasis($0, colour: colour) }
        }
        let parts =
            [
                paragraphs([ComparisonVerdict(comparison: comparison).sentence], .bold),
                table(style), paragraphs(others), costs,
            ] + (uncertain.map { UncertainPairs($0, of: comparison).parts(style) } ?? []) + [
                paragraphs(notes, .dim), explains ? paragraphs(formulas) : [],
            ]
        return parts.filter { !$0.isEmpty }.joined(separator: [""]).joined(separator: "\n") + "\n"
    }

    private func table(_ style: TextStyle) -> [String] {
        guard let metric = comparison.family.metric else { return [] }
        guard comparison.alternatives.count == 2 else {
            return ComparisonMatrix(comparison: comparison, metric: metric)
                .lines(columns: style.columns, colour: style.hasColour)
        }
        guard let effect = comparison.answer(1, against: 0).effect else { return [] }
        return DifferenceTable(
            names: comparison.alternatives.map(\.name), summaries: comparison.summaries,
            effects: [effect] + shown.map(\.effect)
        ).lines(columns: style.columns, colour: style.hasColour)
    }

    /// What each costs, where there are prices.
    private var costs: [String] {
        guard let prices else { return [] }
        let columns = CostColumns(prices: prices)
        let rows = zip(comparison.alternatives, comparison.summaries).map { [$0.name] + columns.texts($1) }
        return PlainTable(head: [""] + CostColumns.labels, rows: rows).lines(isMarkdown: false)
    }

    /// Rows beyond which figures are only named.
    private static let mostRows = 16

    /// The figures that differ and have a row: first those of which one is better, none that says the same as the first.
    private var shown: [FigureDifferences.Figure] {
        let all = (comparison.figures?[.different] ?? []).filter { !isProportional($0) }
        let chosen = (all.filter { $0.metric.preference != .neither } + all.filter { $0.metric.preference == .neither })
            .prefix(Self.mostRows - 1).map(\.metric.name)
        return all.filter { chosen.contains($0.metric.name) }
    }

    /// Whether a rate is that of samples in another unit.
    private func isProportional(_ figure: FigureDifferences.Figure) -> Bool {
        [.batchesPerSecond, .bytesPerSecond].contains(figure.metric.unit)
            && abs((figure.effect.ratio?.mean ?? 0) - (comparison.answer(1, against: 0).effect?.ratio?.mean ?? 0))
                < 1e-6
    }

    /// The figures without a row: they do not differ, that is not known, or others say more.
    private var others: [String] {
        guard let figures = comparison.figures else { return [] }
        if figures[.identical].count == figures.all.count {
            return ["All other figures are identical in every pair, too."]
        }
        let rows = shown.map(\.metric.name)
        let indifference = ChangeSentence.chosen(comparison.family.indifference)
        func sentence(_ head: String, _ verdict: PairedAnswer.Verdict) -> String? {
            let labels = figures[verdict].filter { !rows.contains($0.metric.name) }.map(\.metric.label)
            return labels.isEmpty ? nil : "\(head): \(labels.joined(separator: "; "))."
        }
        let sentences = [
            sentence("Differ too", .different), sentence("No difference above \(indifference)", .noDifference),
            sentence("Not resolved", .notResolved), sentence("Identical in every pair", .identical),
        ]
        return [sentences.compactMap { $0 }.joined(separator: " ")].filter { !$0.isEmpty }
    }

    private var notes: [String] {
        guard let metric = comparison.family.metric else { return [] }
        let run = comparison.alternatives[0].scenario.run
        let confidence = QuantityFormat.percent(run.confidence)
        let isPair = comparison.alternatives.count == 2
        let certainty =
            isPair
            ? "The verdict holds with \(confidence), whenever it was reached; so do the differences (±) of all other figures "
                + "together. The ± of a value holds with \(confidence) by itself."
            : "All differences (±) hold together with \(confidence), whenever a pair was decided; the ± of a value holds with "
                + "\(confidence) by itself. =: no difference above \(ChangeSentence.chosen(comparison.family.indifference)); in parentheses: not resolved."
        let window =
            comparison.summaries.contains(where: \.isOfWholeRun) && metric.name != Metric.runSamplesPerSecond.name
            ? " Nothing is steady in some run: all figures are of whole runs." : ""
        return [
            ObjectiveText.sentence(comparison.objective, metric) + window,
            "\(pairs) of runs with the same random numbers, seed \(run.seed). \(certainty)",
        ] + (uncertain == nil ? [] : [GuessNotes.assumption(run)])
    }

    private var pairs: String {
        let counts = comparison.family.answers.map(\.pairs).filter { $0 > 0 }
        let (fewest, most) = (counts.min() ?? 0, counts.max() ?? 0)
        return fewest == most ? most.counted("pair") : "\(fewest) to \(most) pairs"
    }

    private var formulas: [String] { Self.formulas + (uncertain == nil ? [] : [GuessNotes.formula]) }

    private static let formulas = [
        "Ratio: Σ a ÷ Σ b over the pairs (for rates, of amounts ÷ of times), jackknifed, t interval on a logarithmic scale "
            + "(Miller 1974; Iglehart 1975). A pair is two runs with the same random numbers (Law 2015, §11.2). Shares are compared "
            + "by their difference, in points.",
        "Looks after 10, 20, 40, … pairs may err with ½, ¼, ⅛, … of the error that is allowed, together with all of it (Lan and "
            + "DeMets 1983). It stops when the interval leaves out no difference, or lies within what does not matter (±).",
        "The error of a look is shared equally among the pairs, or figures, that are not identical (Bonferroni; Miller 1981).",
    ]
}
