package import Pipelines
package import ScenarioFiles

/// What scenarios leave out that may hide a cost, found without a simulation.
package struct Assumptions: Sendable {
    /// The rules about assumptions that apply, in their order.
    package let rules: [LintRuleID]

    /// - Parameters:
    ///   - scenarios: the variants.
    ///   - silenced: rules that do not apply to them.
    package init(of scenarios: [Scenario], silenced: [LintRuleID]) {
        let subjects = scenarios.compactMap { LintSubject($0) }
        rules = LintRule.all.filter { rule in
            rule.concern == .assumption && !silenced.contains(rule.id)
                && subjects.contains { !rule.suspicions(in: $0).isEmpty }
        }.map(\.id)
    }
}
