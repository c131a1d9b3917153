package import Experiments
import Pipelines
import ScenarioFiles

/// The planned scenario as a file: the scenario with the plan's changes made, and above it what was planned, and why.
package enum PlannedScenario {
    /// The text; nil where there is no plan.
    ///
    /// - Parameter plan: what was found.
    /// - Throws: `PlanError` when the changes lead nowhere.
    package static func text(_ plan: Plan) throws(PlanError) -> String? {
        guard let best = plan.best, let trial = plan.planned else { return nil }
        let question = plan.question
        let changes = try question.changes(plan.candidates[best].values)
        let words = PlanWords(plan: plan)
        var document: ScenarioDocument
        do throws(ScenarioFileError) {
            document = try question.subject.file.document(
                variant: question.subject.variant, overrides: question.subject.overrides + changes)
        } catch {
            throw .notAccepted(error)
        }
        let rank =
            plan.verdict != .planned
            ? "the best so far" : plan.isTodayAsCheap ? "the cheapest beside the scenario as it was" : "the cheapest"
        let cost = words.cost(trial).map { ": \($0)" } ?? ""
        document.comments =
            [
                "Planned by overlap for \(words.target), \(rank)\(cost).",
                "It has \(words.figures(trial)), seed \(question.today.run.seed).", "",
            ] + changed(plan) + ["", "Try it: overlap simulate, or overlap explain for what limits it now."]
        document.isSpaced = true
        return document.text
    }

    /// A line for each change, with what one step less comes to.
    private static func changed(_ plan: Plan) -> [String] {
        let words = PlanWords(plan: plan)
        let steps = plan.stepsBelow
        guard !plan.differences.isEmpty else { return ["Nothing differs from the scenario as it was."] }
        return plan.differences.map { axis, before, after in
            let less = steps.first { $0.axis == axis }
            let tried = less.flatMap { step in
                step.candidate.flatMap { plan.trials[$0] }.map { trial in
                    "; \(plan.question.axes[axis].values[step.value].text) has \(words.figures(trial))"
                }
            }
            return "\(plan.question.axes[axis].name): \(before) -> \(after)\(tried ?? "")"
        }
    }
}
