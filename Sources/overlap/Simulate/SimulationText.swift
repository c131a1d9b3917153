import PipelineRuns

/// The report of a simulation, or of an execution, for people: question, table, legend, warnings.
struct SimulationText {
    let title: String
    let question: String?
    let summaries: [VariantSummary]
    /// What the user may do next, if there is anything to say.
    var next: String?
    /// How real runs were made; nil for a simulation.
    var measured: [String]?

    /// The text, as a terminal can show it.
    func text(_ terminal: Terminal) -> String {
        let colour = terminal.hasColour
        let columns = max(40, terminal.columns)
        let width = min(columns, Terminal.defaultColumns)
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
        lines += legend.columns(of: table, columns: width).map { Emphasis.dim($0, colour: colour) }
        lines += paragraphs(legend.origin, .dim)
        if let next { lines += [""] + next.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
        return lines.joined(separator: "\n") + "\n"
    }
}
