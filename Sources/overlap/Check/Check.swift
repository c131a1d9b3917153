import ArgumentParser
import Importers
import Reports
import ScenarioFiles
import Scoreboards

/// `overlap check`.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compares predictions with measurements of real programs.",
        subcommands: [CheckTFData.self, CheckTorch.self, CheckDLIO.self])
}

/// `overlap check tfdata`.
struct CheckTFData: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tfdata",
        abstract: "Replays measured tf.data pipelines and prints predictions beside measurements.",
        discussion: """
            Each case is translated into the scenario that `overlap import tfdata` writes, and simulated once. Errors are \
            predicted ÷ measured − 1, in steps per second over the measured steady window.

            Rules for --ablate: \(TFDataAblation.allCases.map(\.rawValue).joined(separator: ", ")), or all.
            """)

    @OptionGroup var options: CheckOptions

    @Option(
        help: ArgumentHelp(
            "Replace a rule of the model with a wrong one, and print both results side by side.", valueName: "rule"),
        completion: .list(TFDataAblation.allCases.map(\.rawValue) + ["all"]))
    var ablate: String?

    func run() async throws {
        let rules = try rules()
        let cases: TFDataFile = try options.cases()
        try options.write { () throws(CancellationError) in try text(cases, rules) }
    }

    private func rules() throws(CommandFailure) -> [TFDataAblation] {
        guard let ablate else { return [] }
        if ablate == "all" { return TFDataAblation.allCases }
        guard let rule = TFDataAblation(rawValue: ablate) else {
            throw .unknown("rule", ablate, known: TFDataAblation.allCases.map(\.rawValue) + ["all"])
        }
        return [rule]
    }

    private func text(_ cases: TFDataFile, _ rules: [TFDataAblation]) throws(CancellationError) -> String {
        let scoreboard = try Scoreboard(cases, id: options.id)
        guard !rules.isEmpty else { return options.text(scoreboard) }
        var reports: [AblationReport] = []
        for rule in rules {
            let wrong = try Scoreboard(cases, id: options.id, ablation: rule)
            reports.append(AblationReport(rule, right: scoreboard, wrong: wrong))
        }
        if options.scoreboard.json { return JSONValue.array(reports.map { JSONValue($0) }).text() + "\n" }
        return AblationText(reports, isMarkdown: options.scoreboard.markdown).text
    }
}
