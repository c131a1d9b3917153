import ArgumentParser
import Experiments
import ScenarioFiles

/// By which figure a planner's question is answered.
struct ObjectiveOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The figure that decides. Default: run where start-up or first epochs move the answer by more than 2 %, else steady.",
            valueName: "steady|run|AU|figure"))
    var objective: String?

    /// The figure that decides.
    func chosen() throws(CommandFailure) -> Objective {
        guard let objective else { return .automatic }
        guard let chosen = Objective(named: objective) else {
            throw .unknown("figure", visible(objective), in: "--objective", known: Objective.names)
        }
        return chosen
    }
}
