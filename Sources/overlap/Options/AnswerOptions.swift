import ArgumentParser
import Experiments
import Foundation
import Pipelines
import ScenarioFiles

/// How a planner's question is answered: by which figure, how surely, with how many replications, in which form.
struct AnswerOptions: ParsableArguments {
    @OptionGroup var scenario: ScenarioOptions

    @Option(
        help: ArgumentHelp(
            "The figure that decides. Default: run where start-up or first epochs move the answer by more than 2 %, else steady.",
            valueName: "steady|run|AU|figure"))
    var objective: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Relative difference that does not matter. Default: 0.5%.", valueName: "0.5%"))
    var indifference: String?

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

    /// The changes, those of the named options last; read once.
    func overrides() throws(CommandFailure) -> [Override] {
        let plan = maxReplications.map { [("run.replications", "auto"), ("run.maxReplications", $0)] } ?? []
        return try scenario.overrides() + Override.options(plan)
    }

    /// The figure that decides.
    func chosenObjective() throws(CommandFailure) -> Objective {
        guard let objective else { return .automatic }
        guard let chosen = Objective(named: objective) else {
            throw .unknown("figure", visible(objective), in: "--objective", known: Objective.names)
        }
        return chosen
    }

    /// The relative difference that does not matter, of one.
    func indifferenceShare() throws(CommandFailure) -> Double {
        guard let indifference else { return 0.005 }
        let share: Double
        do throws(ScenarioFileError) {
            share = try QuantityArgument.share(indifference, option: "--indifference")
        } catch {
            throw CommandFailure(error)
        }
        return share
    }
}
