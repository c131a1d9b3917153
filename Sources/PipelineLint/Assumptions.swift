public import Pipelines
public import ScenarioFiles

/// What scenarios leave out that may hide a cost, found without a simulation.
public struct Assumptions: Sendable {
    /// The rules about assumptions that apply, in their order.
    public let rules: [LintRuleID]

    /// - Parameters:
    ///   - scenarios: the variants.
    ///   - silenced: rules that do not apply to them.
    public init(of scenarios: [Scenario], silenced: [LintRuleID]) {
        let subjects = scenarios.compactMap { LintSubject($0) }
        rules = LintRule.all.filter { rule in
            rule.concern == .assumption && !silenced.contains(rule.id)
                && subjects.contains { !rule.suspicions(in: $0).isEmpty }
        }.map(\.id)
    }
}
