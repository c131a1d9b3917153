public import Experiments
import PipelineRuns
import Pipelines
import ScenarioFiles

/// A limit for people: the verdict, what was tried, how the answer depends on guesses, and what is assumed.
public struct LimitText {
    private let limit: Limit
    private let uncertain: Uncertain<Limit>?
    private let growsData: Bool
    private let showsFormulas: Bool

    /// - Parameters:
    ///   - limit: of one variant.
    ///   - uncertain: how it depends on guesses, if any were made.
    ///   - growsData: whether data grow with accelerators where those are varied.
    ///   - showsFormulas: whether formulas and their sources are printed too.
    public init(_ limit: Limit, uncertain: Uncertain<Limit>? = nil, growsData: Bool = true, showsFormulas: Bool = false)
    {
        self.limit = limit
        self.uncertain = uncertain
        self.growsData = growsData
        self.showsFormulas = showsFormulas
    }

    /// The text, as its reader can show it.
    public func text(_ style: TextStyle) -> String {
        func sentences(_ texts: [String]) -> [String] {
            texts.flatMap { Paragraph.lines($0, columns: style.columnsOfSentences, indent: "  ") }
        }
        let table = limit.trials.isEmpty ? [] : LimitTable(limit: limit).lines(style)
        let assumptions = LimitAssumptions(limit: limit, growsData: growsData, hasGuesses: uncertain != nil)
        let parts =
            [sentences(LimitVerdict(limit: limit).sentences), table]
            + (uncertain.map { UncertainText($0).parts(style) } ?? [])
            + [sentences(assumptions.sentences)]
            + [showsFormulas ? sentences(LimitFormulas.sentences(hasGuesses: uncertain != nil)) : []]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }
}
