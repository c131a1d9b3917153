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

    @Argument(help: .scenarioFile, completion: .yaml)
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
        try checkNumber("--replications", replications, in: 2...1000)
        if rules != (file == nil) {
            throw ValidationError("Give a scenario file, or '--rules' alone.")
        }
    }

    func run() async throws {
        guard let file else { return try OutputFile.write(rulesText(), to: output.path) }
        let opened = try scenario.open(file)
        _ = try opened.scenarios(writing: .result(output.path))
        let report = try await report(of: opened)
        let text =
            json
            ? JSONValue(opened.file, report).text() + "\n"
            : LintText(report: report, style: output.terminal.style).text
        try OutputFile.write(text, to: output.path)
        if !report.isClean { throw CommandFailure.findings }
    }

    private func rulesText() -> String {
        json
            ? JSONValue.array(LintRule.all.map { JSONValue($0) }).text() + "\n"
            : LintRulesText(style: output.terminal.style).text
    }

    private func report(of opened: OpenedScenario) async throws(CommandFailure) -> LintReport {
        var progress = ProgressLine(unit: "", isQuiet: scenario.quiet)
        defer { progress.end() }
        let report: LintReport?
        do {
            let linter = Linter(
                opened.file, overrides: opened.overrides, replications: replications, threads: threads.count)
            report = try await linter.report(of: opened.variants) { progress.update(fraction: $0, $1) }
        } catch {
            throw CommandFailure(error)
        }
        guard let report else { throw .interrupted() }
        return report
    }
}
