import ArgumentParser
import Experiments
import Pipelines
import ScenarioFiles

/// How a planner's question is answered: by which figure, how surely, with how many replications, in which form.
struct AnswerOptions: ParsableArguments {
    @OptionGroup var scenario: ScenarioOptions

    @OptionGroup var objective: ObjectiveOption

    @OptionGroup var indifference: IndifferenceOption

    @OptionGroup var form: AnswerForm

    /// Replications at a time.
    var threadCount: Int { form.threads.count }
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
    func chosenObjective() throws(CommandFailure) -> Objective { try objective.chosen() }

    /// The relative difference that does not matter, of one.
    func indifferenceShare() throws(CommandFailure) -> Double { try indifference.share() }
}
