import ArgumentParser
import Foundation
import ScenarioFiles

/// With how many replications a planner's question is answered, and in which form.
struct AnswerForm: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Replications at which an answer that is still open stays open. Default: the scenario's `run`, else 200.",
            valueName: "N"))
    var maxReplications: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Replications to run at a time. Default: the number of cores. Results do not depend on it.", valueName: "N")
    )
    var threads: Int?

    @Flag(help: "Print everything as JSON.")
    var json = false

    @Flag(help: "Print comma-separated values, one row per figure.")
    var csv = false

    @Flag(help: "Print the formulas behind the answer, with their sources.")
    var explain = false

    @OptionGroup var output: OutputOption

    /// Replications at a time.
    var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

    func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("'--threads' is \(threads): a number from 1 to 1024 is accepted.")
        }
        if json && csv { throw ValidationError("'--json' and '--csv' cannot be combined.") }
        if explain && (json || csv) { throw ValidationError("'--explain' is for the text, not for files.") }
    }

    /// The changes of the scenario's run plan.
    func overrides() throws(CommandFailure) -> [Override] {
        let plan = maxReplications.map { [("run.replications", "auto"), ("run.maxReplications", $0)] } ?? []
        return try Override.options(plan)
    }
}
