import ArgumentParser
import Experiments
import Pipelines
import Reports
import ScenarioFiles

/// How long one run of all variants may take.
struct TimeOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read fewer elements, in whole epochs, so that one run of all variants takes this long, as simulated. "
                + "Simulations and real runs get the same number.", valueName: "60s"))
    var time: String?

    /// The scenarios with as many elements as fit.
    func fitted(_ scenarios: [Scenario]) throws(CommandFailure) -> FittedScenarios {
        guard let time else { return FittedScenarios(whole: scenarios) }
        let limit: Double
        do throws(ScenarioFileError) { limit = try QuantityArgument.seconds(time, option: "--time") } catch {
            throw CommandFailure(error)
        }
        do throws(TimeLimit.Failure) { return try TimeLimit(seconds: limit).fitted(scenarios) } catch {
            switch error {
            case .tooShort(let shortest, let seconds):
                throw .usage("`\(option)`: \(DurationText.refusal(of: shortest, seconds: seconds))")
            case .simulation(let error): throw CommandFailure(error, description: "\(option): \(error)")
            }
        }
    }

    /// Tells what was chosen, before it is simulated or run.
    func tell(_ fitted: FittedScenarios, quiet: Bool) {
        if !quiet, let remark = remark(on: fitted) { StandardError.write("notice: \(remark)\n") }
    }

    /// What was chosen, if there was a choice.
    func remark(on fitted: FittedScenarios) -> String? {
        time.map { _ in DurationText.choice(fitted, option: option) }
    }

    /// As the user wrote it.
    private var option: String { "--time \(visible(time ?? ""))" }
}
