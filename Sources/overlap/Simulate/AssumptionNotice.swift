import PipelineLint
import Pipelines
import ScenarioFiles

/// Says once that a scenario may leave out a cost, below its figures.
enum AssumptionNotice {
    /// One line on standard error, where there is anything to say.
    ///
    /// - Parameter path: the scenario file's.
    static func write(of scenarios: [Scenario], _ file: ScenarioFile, path: String) {
        let rules = Assumptions(of: scenarios, silenced: file.silencedRules).rules.map(\.rawValue)
        if rules.isEmpty { return }
        StandardError.write(
            "notice: the scenario leaves out what may cost time (\(rules.joined(separator: ", "))): "
                + "see `overlap lint \(visible(path))`.\n")
    }
}
