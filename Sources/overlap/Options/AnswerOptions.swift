import ArgumentParser
import Experiments
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

    @OptionGroup var form: AnswerForm

    /// Replications at a time.
    var threadCount: Int { form.threadCount }
    /// Whether everything is printed as JSON.
    var json: Bool { form.json }
    /// Whether everything is printed as comma-separated values.
    var csv: Bool { form.csv }
    /// Whether formulas are printed too.
    var explain: Bool { form.explain }
    /// Where the answer goes.
    var output: OutputOption { form.output }

    /// The changes, those of the named options last; read once.
    func overrides() throws(CommandFailure) -> [Override] {
        try scenario.overrides() + form.overrides()
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
