import ArgumentParser
import Foundation
import PipelineRuns
import Pipelines
import Reports
import ScenarioFiles

/// In which form the figures of variants are printed, and where.
struct ReportOptions: ParsableArguments {
    @Flag(help: "Print everything as JSON.")
    var json = false

    @Flag(help: "Print comma-separated values, one row per figure.")
    var csv = false

    @Flag(help: "Print what each column means under the table.")
    var legend = false

    @OptionGroup var output: OutputOption

    func validate() throws {
        try checkOneForm(json: json, csv: csv)
        if legend && (json || csv) { throw ValidationError("'--legend' is for the table, not for files.") }
    }

    /// Says on standard error what the text on standard output would have warned of.
    func warn(of summaries: [VariantSummary]) {
        if !json, !csv, OutputPlace.isStandardOutput(output.path) { return }
        for warning in Legend(summaries: summaries).warnings { StandardError.write("warning: \(warning)\n") }
    }

    /// The figures of a scenario's variants.
    ///
    /// - Parameters:
    ///   - next: what the user may do next, if there is anything to say.
    ///   - remark: what else is to be said of the whole.
    ///   - measured: how real runs were made; nil for a simulation.
    func text(
        _ file: ScenarioFile, _ summaries: [VariantSummary], next: String? = nil, remark: String? = nil,
        measured: [String]? = nil
    ) -> String {
        if json {
            let value = JSONValue(scenario: file.name, question: file.question, remark: remark, summaries)
            return value.text() + "\n"
        }
        if csv {
            let rows = CSVText()
            return rows.header
                + summaries.enumerated().map { index, summary in
                    rows.lines(run: index + 1, [summary.scenario.variant], summary, speedUp: true)
                }.joined()
        }
        let explains = legend || output.terminal.isTerminal && FirstRun.isFirst()
        let report = SimulationText(
            title: file.name, question: file.question, summaries: summaries,
            next: next ?? (explains ? nil : "overlap help figures: what each column means, with window and formula"),
            remark: remark, measured: measured, explainsFigures: explains)
        return report.text(output.terminal.style)
    }
}
