public import Experiments
import PipelineRuns
import Pipelines
import ScenarioFiles

/// Knees for people: the verdict of each, the values that were simulated, and what was assumed.
public struct KneeText {
    private let title: String
    private let knees: [Knee]
    private let guesses: [Uncertain<Knee.Answer>?]
    private let isExplained: Bool

    /// - Parameters:
    ///   - title: the scenario's name.
    ///   - knees: those of its variants, each with how it depends on guesses, where any were made.
    ///   - isExplained: whether formulas and their sources are added.
    public init(
        title: String, _ knees: [(knee: Knee, uncertain: Uncertain<Knee.Answer>?)], isExplained: Bool = false
    ) {
        self.title = title
        self.knees = knees.map(\.knee)
        guesses = knees.map(\.uncertain)
        self.isExplained = isExplained
    }

    /// The text, as its reader can show it.
    public func text(_ style: TextStyle) -> String {
        let (width, colour) = (style.columnsOfSentences, style.hasColour)
        func paragraph(_ text: String, _ emphasis: Emphasis = .none) -> [String] {
            Paragraph.lines(text, columns: width, indent: "  ").map { emphasis($0, colour: colour) }
        }
        var lines: [String] = []
        for (knee, uncertain) in zip(knees, guesses) {
            let variant = knees.count > 1 || knee.points[0].variant != "base" ? ", \(knee.points[0].variant)" : ""
            let sentences = KneeVerdict(knee: knee).sentences
            lines += paragraph("\(visible(title + variant)): \(sentences.joined(separator: " "))", .bold) + [""]
            lines += KneeTable(knee).lines(columns: style.columns, colour: colour) + [""]
            for part in uncertain.map({ UncertainText($0, knee.axis).parts(style) }) ?? [] { lines += part + [""] }
        }
        for assumption in assumptions { lines += paragraph(assumption, .dim) }
        if isExplained { for formula in formulas { lines += [""] + paragraph(formula) } }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What holds for all variants, then what differs.
    private var assumptions: [String] {
        let (common, own) = shared(sentences)
        return [common.joined(separator: " ")].filter { !$0.isEmpty }
            + zip(knees, own).filter { !$0.1.isEmpty }.map { name($0.0) + $0.1.joined(separator: " ") }
    }

    private var formulas: [String] {
        let (common, own) = shared { KneeFormulas(knee: $0).paragraphs }
        return common + zip(knees, own).flatMap { knee, texts in texts.map { name(knee) + $0 } }
            + (hasGuesses ? [GuessNotes.formula] : [])
    }

    private var hasGuesses: Bool { guesses.contains { $0 != nil } }

    private func name(_ knee: Knee) -> String { "`\(visible(knee.points[0].variant))`: " }

    private func sentences(_ knee: Knee) -> [String] {
        let hidden = KneeTable(knee).leftOut
        let shown = hidden > 0 ? "\(hidden) values far from the answer are not shown; `--csv` writes all." : ""
        let monotone =
            knee.isTakenToRise
            ? "The rate is taken to rise with the value up to the asymptote: not all values were tried." : ""
        let bounds =
            "All bounds of % of asymptote\(knees.count > 1 ? " of a variant" : "") hold together with "
            + "\(QuantityFormat.percent(1 - knee.schedule.error)) confidence."
        let seed = "Same random numbers for all values, seed \(knee.points[0].scenario.run.seed)."
        let places = hasGuesses ? GuessNotes.assumption(knee.points[0].scenario.run) : ""
        return [shown, KneeFormulas(knee: knee).figure, monotone, bounds, seed, places].filter { !$0.isEmpty }
    }

    /// What is said of all variants, and what of each alone.
    private func shared(_ texts: (Knee) -> [String]) -> (common: [String], own: [[String]]) {
        let all = knees.map(texts)
        let common = (all.first ?? []).filter { text in all.allSatisfy { $0.contains(text) } }
        return (common, all.map { own in own.filter { !common.contains($0) } })
    }
}
