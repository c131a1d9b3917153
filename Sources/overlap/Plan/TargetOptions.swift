import ArgumentParser
import Experiments
import ScenarioFiles

/// What a plan must reach, and by how much it may miss it.
struct TargetOptions: ParsableArguments {
    @Option(
        name: .customLong("target"), parsing: .singleValue,
        help: ArgumentHelp(
            "What must hold: a figure, >= or <=, a value: AU>=90%, epoch<=30 min, samplesPerSecond>=5000. May be repeated.",
            valueName: "condition"))
    var targets: [String]

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Shortfall that does not matter: relative to the target, or in points if the figure is a share. "
                + "Default: 0.5%.",
            valueName: "0.5%"))
    var indifference: String?

    /// The conditions.
    func conditions() throws(CommandFailure) -> [Condition] {
        try targets.map { text throws(CommandFailure) in
            do throws(ConditionError) { return try Condition(argument: text, option: "--target") } catch {
                throw CommandFailure(error, in: "--target")
            }
        }
    }

    /// The share.
    func zone() throws(CommandFailure) -> Double {
        try IndifferenceOption.share(indifference) ?? PairedFamily.usualIndifference
    }
}
