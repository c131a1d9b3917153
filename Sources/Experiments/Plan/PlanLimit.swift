import Pipelines
import ScenarioFiles

/// The most that a plan may give a parameter: `cpu.cores=32`, `memory.capacity=64 GiB`.
public struct PlanLimit: Sendable {
    /// The parameter.
    public let path: String
    /// The most as it is written.
    public let text: String
    /// The most, in base units.
    let most: Double

    /// Reads `path=value` for a scenario.
    ///
    /// - Throws: when it is none, or the parameter is no number.
    init(argument: String, of subject: PlanSubject) throws(PlanError) {
        let change: Override
        do throws(ScenarioFileError) {
            change = try Override(argument: argument)
            path = try subject.file.parameterPath(
                change.path, variant: subject.variant, overrides: subject.overrides)
            // What is wrong with the value is told by the decoder.
            _ = try subject.file.scenario(variant: subject.variant, overrides: subject.overrides + [change])
        } catch {
            throw .notAccepted(error)
        }
        text = change.value
        guard let most = try subject.setting(path, [change])?.number else {
            throw .badQuestion("`--limit \(visible(argument))`: there is no number to limit at `\(visible(path))`")
        }
        self.most = most
    }

    /// The change that limits what a scenario does not limit.
    ///
    /// - Throws: where the scenario chooses something else than a number, which may become more than the limit.
    func change(of subject: PlanSubject) throws(PlanError) -> Override {
        let today = try subject.setting(path)?.text
        guard today == Self.noLimit else {
            let found = today.map { "has `\(visible($0))` there, which no number limits" } ?? "gives no number there"
            throw .badQuestion(
                "`--limit \(visible(path))=\(visible(text))`: the scenario \(found): choose a number with `--set` or "
                    + "`--vary`, or leave the limit out")
        }
        do { return try Override(path: path, value: text) } catch { throw .notAccepted(error) }
    }

    /// What stands for a number where there is no limit.
    private static let noLimit = "unlimited"

    /// Whether a scenario with some changes keeps to it; where it names no number (`unlimited`) it does not say.
    func isKept(by subject: PlanSubject, _ changes: [Override]) throws(PlanError) -> Bool? {
        try subject.setting(path, changes)?.number.map { $0 <= most }
    }
}
