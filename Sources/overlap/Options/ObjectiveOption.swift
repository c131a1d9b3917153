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
    func chosen() throws(CommandFailure) -> Objective { try Objective(option: objective) }
}

/// By which figure automatic tuning is judged.
struct TuningObjectiveOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The figure that decides. Default: run, because tuning learns anew in each epoch.",
            valueName: "steady|run|AU|figure"))
    var objective: String?

    /// The figure that decides.
    func chosen() throws(CommandFailure) -> Objective { try Objective(option: objective) }
}

extension Objective {
    /// The figure that `--objective` names, if it is given.
    fileprivate init(option: String?) throws(CommandFailure) {
        guard let option else {
            self = .automatic
            return
        }
        guard let chosen = Objective(named: option) else {
            throw .unknown("figure", visible(option), in: "--objective", known: Objective.names)
        }
        self = chosen
    }
}
