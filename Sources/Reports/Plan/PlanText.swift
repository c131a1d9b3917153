public import Experiments
import ScenarioFiles

/// A plan for people: the verdict, what changes, figures before and after, what one step less comes to, and what it rests on.
public struct PlanText {
    private let plan: Plan
    private let uncertain: Uncertain<PlanOutcome>?
    private let showsFormulas: Bool

    /// - Parameters:
    ///   - plan: what was found.
    ///   - uncertain: how it depends on guesses, if any were made.
    ///   - showsFormulas: whether formulas and their sources are printed too.
    public init(_ plan: Plan, uncertain: Uncertain<PlanOutcome>? = nil, showsFormulas: Bool = false) {
        self.plan = plan
        self.uncertain = uncertain
        self.showsFormulas = showsFormulas
    }

    /// The text, as its reader can show it.
    public func text(_ style: TextStyle) -> String {
        func sentences(_ texts: [String]) -> [String] {
            texts.flatMap { Paragraph.lines($0, columns: style.columnsOfSentences, indent: "  ") }
        }
        let (tables, notes) = (PlanTables(plan: plan), PlanNotes(plan: plan, hasGuesses: uncertain != nil))
        let parts =
            [
                sentences(PlanVerdict(plan: plan).sentences), tables.changes, tables.figures(style),
                tables.steps(style), sentences(notes.runnerUp.map { [$0] } ?? []),
            ] + (uncertain.map { UncertainText(plan: $0).parts(style) } ?? []) + [
                sentences(notes.sentences),
                showsFormulas ? sentences(PlanFormulas.sentences(hasGuesses: uncertain != nil)) : [],
            ]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    /// Whether the scenario as it is meets the target, in a sentence.
    public func check(_ style: TextStyle) -> String {
        Paragraph.lines(PlanVerdict(plan: plan).check, columns: style.columnsOfSentences, indent: "  ")
            .joined(separator: "\n") + "\n"
    }
}

extension UncertainText<PlanOutcome> {
    /// Whether it hinges on guesses what has to be provided.
    init(plan uncertain: Uncertain<PlanOutcome>) {
        let written = uncertain.answers[0].provision ?? "out of reach"
        self.init(
            uncertain: uncertain,
            words: UncertainWords(uncertain, subject: "The plan", same: "it is \(written)") {
                $0.isResolved ? $0.provision ?? "out of reach" : "\($0.provision ?? "nothing") (not resolved)"
            })
    }
}
