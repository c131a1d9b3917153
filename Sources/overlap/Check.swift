import ArgumentParser
import Foundation
import MeasuredCases

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
            Each case is translated into a scenario, as `overlap import tfdata` writes it, and simulated once. Errors are \
            predicted ÷ measured − 1, in steps per second over the measured steady window.

            Rules for --ablate: \(TFDataAblation.allCases.map(\.rawValue).joined(separator: ", ")), or all.
            """)

    @Argument(help: "A file of measured cases, or - for standard input.", completion: .file(extensions: ["json"]))
    var file: String

    @Option(name: .customLong("case"), help: ArgumentHelp("Replay this case alone.", valueName: "id"))
    var id: String?

    @Option(
        help: ArgumentHelp(
            "Replace a rule of the model by a wrong one, and print both beside each other.", valueName: "rule"),
        completion: .list(TFDataAblation.allCases.map(\.rawValue) + ["all"]))
    var ablate: String?

    @Flag(help: "Print everything as JSON.")
    var json = false

    @Flag(help: "Print tables in Markdown.")
    var markdown = false

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    func validate() throws {
        if json && markdown { throw ValidationError("'--json' and '--markdown' exclude each other.") }
    }

    func run() async throws {
        let rules = try rules()
        let cases = try TFDataFile(forCommand: file)
        if let id { _ = try cases.entry(forCommand: id) }
        try OutputFile.check(output)
        let text = try self.text(cases, rules)
        try OutputFile(path: output).write(text)
    }

    private func rules() throws(CommandFailure) -> [TFDataAblation] {
        guard let ablate else { return [] }
        if ablate == "all" { return TFDataAblation.allCases }
        guard let rule = TFDataAblation(rawValue: ablate) else {
            let known = TFDataAblation.allCases.map(\.rawValue).joined(separator: ", ")
            throw .usage("no rule is called `\(ablate)`; known are \(known), and all")
        }
        return [rule]
    }

    private func text(_ cases: TFDataFile, _ rules: [TFDataAblation]) throws(CommandFailure) -> String {
        do throws(CancellationError) {
            let scoreboard = try Scoreboard(cases, id: id)
            guard !rules.isEmpty else {
                if json { return JSONText(scoreboard).text() + "\n" }
                return ScoreboardText(scoreboard, isMarkdown: markdown).text
            }
            var reports: [AblationReport] = []
            for rule in rules {
                let wrong = try Scoreboard(cases, id: id, ablation: rule)
                reports.append(AblationReport(rule, right: scoreboard, wrong: wrong))
            }
            if json { return JSONText.array(reports.map { JSONText($0) }).text() + "\n" }
            return AblationText(reports, isMarkdown: markdown).text
        } catch {
            throw .interrupted("interrupted")
        }
    }
}
