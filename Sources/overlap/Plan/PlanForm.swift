import ArgumentParser
import Experiments
import Reports
import ScenarioFiles

/// How a plan is found and printed, and where the planned scenario goes.
struct PlanForm: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Most replications of a configuration; if they do not settle it, it stays open. Default: the scenario's `run`, else 200.",
            valueName: "N"))
    var maxReplications: String?

    @OptionGroup var threads: ThreadsOption

    @Flag(help: "Print everything as JSON.")
    var json = false

    @Flag(help: "Print the formulas behind the answer, with their sources.")
    var explain = false

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the planned scenario to a file.", valueName: "planned.yaml"), completion: .file())
    var path: String?

    @Flag(help: "Overwrite the file if it exists.")
    var force = false

    func validate() throws {
        if explain && json { throw ValidationError("'--explain' is for the text, not for files.") }
    }

    /// The changes of the scenario's run plan.
    func overrides() throws(CommandFailure) -> [Override] { try Override.options(upTo: maxReplications) }

    /// What the reader of the report can show.
    var terminal: Terminal { Terminal(output: nil) }

    /// The planned scenario's file, if it is written.
    var files: [WrittenFile] { .option("-o", path, isNew: !force) }

    /// Prints the report, and writes the planned scenario; on standard output the scenario takes the report's place.
    func write(_ answer: PlanAnswer, title: String) throws(CommandFailure) {
        if path.map(OutputPlace.isStandardOutput) != true {
            let text =
                json
                ? JSONValue(scenario: title, answer.plan, answer.uncertain).text() + "\n"
                : PlanText(answer.plan, uncertain: answer.uncertain, showsFormulas: explain).text(terminal.style)
            try OutputFile.write(text, to: nil)
        }
        guard let path else { return }
        let scenario: String?
        do throws(PlanError) { scenario = try PlannedScenario.text(answer.plan) } catch { throw CommandFailure(error) }
        guard let scenario else {
            StandardError.write("notice: there is no plan: `\(visible(path))` was not written\n")
            return
        }
        try OutputFile.write(scenario, to: path)
        guard !OutputPlace.isStandardOutput(path) else { return }
        StandardError.write("wrote \(visible(path)); next: overlap simulate \(shellWord(path))\n")
    }
}
