import ArgumentParser
import PipelineLint
import Reports
import ScenarioFiles

/// `overlap lint`.
struct Lint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Finds known causes of slow, too large or wrong pipelines, and simulates each fix.",
        discussion: """
            Each finding says where, why, what to do, and what the fix gains: the same replications with and without it. A \
            finding about speed whose fix gains less than 1 % is printed as a note.

            To silence rules, write `lint: {off: [missing-prefetch]}` in the scenario.
            Exit code: 0 nothing but notes, 1 findings.
            """)

    @Argument(help: "A scenario file, or - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String?

    @OptionGroup var scenario: ScenarioOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Independent runs with and without each fix. Default: 10, fewer if runs are long.", valueName: "N"))
    var replications: Int?

    @OptionGroup var threads: ThreadsOption

    @Flag(help: "Print the rules and when each stays silent.")
    var rules = false

    @Flag(help: "Print everything as JSON.")
    var json = false

    @OptionGroup var output: OutputOption

    func validate() throws {
        if let replications, !(2...1000).contains(replications) {
            throw ValidationError("'--replications' is \(replications): a number from 2 to 1000 is accepted.")
        }
        if rules != (file == nil) {
            throw ValidationError("Give a scenario file, or '--rules' alone.")
        }
    }

    func run() async throws {
        guard let file else { return try OutputFile.write(rulesText(), to: output.path) }
        let scenarioFile = try ScenarioFile(forCommand: file, scenario.changes)
        let overrides = try scenario.overrides()
        let variants = try scenario.variantNames(of: scenarioFile)
        // What is wrong with options is told before anything is simulated, and then which files they name is known.
        _ = try scenarioFile.scenarios(variants, overrides)
        scenarioFile.tellNotes(quiet: scenario.quiet)
        try FileUses.check(output.path, reading: scenarioFile.inputs(path: file, scenario.changes))
        let report = try await report(of: scenarioFile, variants, overrides)
        let text =
            json
            ? JSONValue(scenarioFile, report).text() + "\n"
            : LintText(report: report, style: output.terminal.style).text
        try OutputFile.write(text, to: output.path)
        if !report.isClean { throw CommandFailure.findings }
    }

    private func rulesText() -> String {
        json
            ? JSONValue.array(LintRule.all.map { JSONValue($0) }).text() + "\n"
            : LintRulesText(style: output.terminal.style).text
    }

    private func report(
        of file: ScenarioFile, _ names: [String], _ overrides: [Override]
    ) async throws(CommandFailure) -> LintReport {
        var progress = ProgressLine(unit: "", isQuiet: scenario.quiet)
        let report: LintReport?
        do {
            let linter = Linter(
                file, overrides: overrides, replications: replications,
                threads: threads.count)
            report = try await linter.report(of: names) { progress.update(fraction: $0, $1) }
        } catch {
            progress.end()
            throw CommandFailure(error)
        }
        progress.end()
        guard let report else { throw .interrupted("interrupted") }
        return report
    }
}
