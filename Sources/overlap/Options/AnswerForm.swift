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
        try checkOneForm(json: json, csv: csv)
        if explain && (json || csv) { throw ValidationError("'--explain' is for the text, not for files.") }
    }

    /// The changes of the scenario's run plan.
    func overrides() throws(CommandFailure) -> [Override] { try Override.options(upTo: maxReplications) }
}

extension Override {
    /// As many replications as an answer needs, up to those of an option, if it is given.
    static func options(upTo maxReplications: String?) throws(CommandFailure) -> [Override] {
        try options(maxReplications.map { [("run.replications", "auto"), ("run.maxReplications", $0)] } ?? [])
    }
}
