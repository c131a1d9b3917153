import Experiments
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// What a plan is, in a sentence or two, the answer first.
struct PlanVerdict {
    let plan: Plan
    private var words: PlanWords { PlanWords(plan: plan) }

    /// The answer, then what a whole run comes to where that is something else, and what binds.
    var sentences: [String] {
        let name = visible(plan.question.today.variant)
        let answer =
            switch plan.verdict {
            case .planned: planned
            case .unreachable: unreachable
            case .notResolved: notResolved
            case .interrupted: interrupted
            }
        let trial = plan.planned ?? plan.nearest.flatMap { plan.trials[$0] }
        return ["\(name): \(answer)"] + [trial.flatMap(words.wholeRun), next].compactMap { $0 }
    }

    /// What today's scenario comes to, alone: for `--check`.
    var check: String {
        let figures = words.figures(plan.today)
        let said =
            switch plan.today.verdict {
            case .met: "meets \(words.target): \(figures)"
            case .missed: "misses \(words.target): \(figures)"
            case .open:
                "not resolved with \(plan.today.replications.counted("replication")) whether it meets \(words.target): \(figures)"
            }
        let answer = "\(visible(plan.question.today.variant)): \(said)."
        return words.wholeRun(plan.today).map { "\(answer) \($0)" } ?? answer
    }

    private var planned: String {
        guard let trial = plan.planned else { return unreachable }
        guard !plan.differences.isEmpty else {
            let superlative = plan.question.basis.prices == nil ? "smallest" : "cheapest"
            return
                "as it is, it is the \(superlative) with \(words.target)\(words.cost(trial).map { ", for \($0)" } ?? ""): "
                + "\(words.figures(trial))."
        }
        if plan.isTodayAsCheap { return noneCheaper(trial) }
        guard plan.question.basis.prices != nil else {
            return "the smallest configuration with \(words.target) has \(words.figures(trial)). \(today)"
        }
        return "the cheapest with \(words.target)\(price(trial)): \(words.figures(trial)). \(today)"
    }

    /// What may be chosen is no better than the scenario as it is, which may not.
    private func noneCheaper(_ trial: PlanTrial) -> String {
        let cost = words.cost(plan.today).map { ", \($0)" } ?? ""
        let none = "nothing among these with \(words.target) is"
        let today = "than today's: \(words.figures(plan.today))\(cost)."
        guard plan.question.basis.prices != nil else {
            return "\(none) smaller \(today) The smallest of them has \(words.figures(trial))."
        }
        return "\(none) cheaper \(today) The cheapest of them\(price(trial)): \(words.figures(trial))."
    }

    private func price(_ trial: PlanTrial) -> String { words.cost(trial).map { " is \($0)" } ?? "" }

    /// What the scenario as it is comes to.
    private var today: String {
        let cost = words.cost(plan.today).map { ", \($0)" } ?? ""
        let word =
            switch plan.today.verdict {
            case .met: plan.best == nil ? "meets it" : "meets it too"
            case .missed: "misses it"
            case .open: "may miss it"
            }
        return "Today's \(word): \(words.figures(plan.today))\(cost)."
    }

    private var unreachable: String {
        guard let nearest = plan.nearest, let trial = plan.trials[nearest] else {
            return "\(words.target) is out of reach of all that may change."
        }
        return "\(words.target) is out of reach of all that may change; nearest is \(words.figures(trial)), at "
            + "\(words.values(nearest)). \(today)"
    }

    private var notResolved: String {
        let open = plan.cheaperOpen.compactMap { position in
            plan.trials[position].map { "\(words.values(position)) has \(words.figures($0))" }
        }
        let rivals = plan.distinctRivals.compactMap { position in
            plan.trials[position].map { trial in
                "\(words.values(position)) has \(words.figures(trial))\(words.cost(trial).map { ", for \($0)" } ?? "")"
            }
        }
        let undecided = open + rivals
        let others = undecided.count > 3 ? ["\(undecided.count - 3) more"] : []
        let cause =
            undecided.isEmpty
            ? "its time was up before everything cheaper was tried"
            : (undecided.prefix(3) + others).joined(separator: "; ")
        guard let trial = plan.planned, let best = plan.best else {
            return "not resolved whether anything meets \(words.target): \(cause)."
        }
        guard !plan.differences.isEmpty else {
            let cost = words.cost(trial).map { ", for \($0)" } ?? ""
            return "as it is, it meets \(words.target)\(cost): \(words.figures(trial)). "
                + "Something cheaper may do: \(cause)."
        }
        return "\(plan.isOutOfTime ? "best so far" : "best known") with \(words.target)\(price(trial)): "
            + "\(words.figures(trial)), at \(words.values(best)). Something cheaper may do: \(cause). \(today)"
    }

    private var interrupted: String {
        "it ended after \(plan.trials.count.counted("configuration")), before any was known to have \(words.target)."
    }

    /// The margin and what binds at the plan, or at what comes nearest to the target.
    private var next: String? {
        if let trial = plan.planned {
            let margins = trial.figures(plan.question.conditions).compactMap(margin)
            let binding = trial.summary.bottleneck.map { "Next limit: \($0.explanation)." }
            return (margins + [binding].compactMap { $0 }).joined(separator: " ")
        }
        guard let nearest = plan.nearest, let trial = plan.trials[nearest] else { return nil }
        let missing = plan.missing
        let grow = (missing?.resources ?? []).map { resource in
            "\(resource.name) (needed: \(BoundsText.need(resource, missing?.samplesPerSecond ?? 0)))"
        }
        let binding = trial.summary.bottleneck.map { "There: \($0.explanation)." }
        let growth =
            grow.isEmpty
            ? nil : "By mean demands alone would have to grow: \(grow.joined(separator: ", "))."
        return [binding, growth].compactMap { $0 }.joined(separator: " ")
    }

    /// How much better than asked a figure is.
    private func margin(_ figure: ConditionFigure) -> String? {
        guard let value = figure.value else { return nil }
        let condition = figure.condition
        let distance = condition.isLeast ? value - condition.threshold : condition.threshold - value
        guard distance > 0 else { return "\(condition.name) lies within \(words.zone) of the target." }
        let text =
            condition.metric.unit == .fraction
            ? ChangeSentence.amount(distance, condition.metric)
            : ChangeSentence.percent(distance / max(condition.threshold.magnitude, 1e-12))
        return "Margin: \(condition.name) is \(text) better than asked."
    }
}
