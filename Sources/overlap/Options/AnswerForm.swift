import ArgumentParser
import ScenarioFiles

/// With how many replications a planner's question is answered, and in which form.
struct AnswerForm: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Most replications for an answer; if they do not settle it, it stays open. Default: the scenario's `run`, else 200.",
            valueName: "N"))
    var maxReplications: String?

    @OptionGroup var threads: ThreadsOption

    @Flag(help: "Print everything as JSON.")
    var json = false

    @Flag(help: "Print comma-separated values, one row per figure.")
    var csv = false

    @Flag(help: "Print the formulas behind the answer, with their sources.")
    var explain = false

    @OptionGroup var output: OutputOption

    func validate() throws {
        if json && csv { throw ValidationError("'--json' and '--csv' cannot be combined.") }
        if explain && (json || csv) { throw ValidationError("'--explain' is for the text, not for files.") }
    }

    /// The changes of the scenario's run plan.
    func overrides() throws(CommandFailure) -> [Override] {
        let plan = maxReplications.map { [("run.replications", "auto"), ("run.maxReplications", $0)] } ?? []
        return try Override.options(plan)
    }
}
