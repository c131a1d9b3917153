public import PipelineRuns

/// The report of a simulation, or of an execution, for people: question, table, warnings, verdicts, and the legend if
/// asked for.
public struct SimulationText {
    private let title: String
    private let question: String?
    private let summaries: [VariantSummary]
    /// What the user may do next, if there is anything to say.
    private let next: String?
    /// What else is to be said of the whole.
    private let remark: String?
    /// How real runs were made; nil for a simulation.
    private let measured: [String]?
    private let explainsFigures: Bool

    /// - Parameters:
    ///   - title: the scenario's name.
    ///   - question: what it asks.
    ///   - summaries: of the variants; the first is what others are compared with.
    ///   - next: what the user may do next, if there is anything to say.
    ///   - remark: what else is to be said of the whole.
    ///   - measured: how real runs were made; nil for a simulation.
    ///   - explainsFigures: adds a line for each column that says what it means.
    public init(
        title: String, question: String? = nil, summaries: [VariantSummary], next: String? = nil,
        remark: String? = nil, measured: [String]? = nil, explainsFigures: Bool = false
    ) {
        self.title = title
        self.question = question
        self.summaries = summaries
        self.next = next
        self.remark = remark
        self.measured = measured
        self.explainsFigures = explainsFigures
    }

    /// The text, as its reader can show it.
    public func text(_ style: TextStyle) -> String {
        let (colour, columns, width) = (style.hasColour, style.columns, style.columnsOfSentences)
        let legend = Legend(summaries: summaries, measured: measured)
        func paragraphs(_ texts: [String], _ emphasis: Emphasis) -> [String] {
            texts.flatMap { Paragraph.lines($0, columns: width, indent: "  ") }.map { emphasis($0, colour: colour) }
        }
        var lines = paragraphs([[title, question].compactMap { $0 }.joined(separator: ": ")], .bold) + [""]
        let table = ComparisonTable(summaries: summaries)
        lines += table.lines(columns: columns, colour: colour) + [""]
        let warnings = paragraphs(legend.warnings.map { "warning: " + $0 }, .warning)
        lines += warnings + (warnings.isEmpty ? [] : [""])
        lines += paragraphs(legend.remarks, .none) + [""]
        if explainsFigures {
            lines += legend.columns(of: table, columns: width).map { Emphasis.dim($0, colour: colour) }
        }
        lines += paragraphs(legend.origin + [remark].compactMap { $0 }, .dim)
        if let next {
            // A sentence is wrapped; lines are commands, and stay.
            let lined = next.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            lines += [""] + (lined.count > 1 ? lined : Paragraph.lines(next, columns: width, indent: "  "))
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
