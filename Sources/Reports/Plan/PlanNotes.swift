import Experiments
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// What surrounds a plan: the next best, how it was found, what it rests on.
struct PlanNotes {
    let plan: Plan
    let hasGuesses: Bool
    private var words: PlanWords { PlanWords(plan: plan) }
    private var question: PlanQuestion { plan.question }

    /// The next best, or one that is as good.
    var runnerUp: String? {
        guard let best = plan.best, let position = plan.runnerUp, let trial = plan.trials[position] else { return nil }
        let head =
            plan.rivals.contains(position)
            ? "May be cheaper" : plan.equallyGood.contains(position) ? "Equally good" : "Runner-up"
        let cost = words.cost(trial).map { "\($0), " } ?? ""
        return "\(head), otherwise as planned: \(words.values(position, comparedWith: best)), "
            + "\(cost)\(words.figures(trial))."
    }

    /// How it was found, and what it rests on.
    var sentences: [String] {
        [searched] + [unfinished, certainty, basis, changeable, limits, unpriced].compactMap { $0 }
            + (hasGuesses ? [GuessNotes.assumption(question.today.run)] : [])
    }

    private var searched: String {
        let all = plan.candidates.indices
        let untried = all.filter { plan.trials[$0] == nil }
        let excluded = untried.count(where: plan.isExcluded)
        let left = untried.count - excluded
        let outOfReach = excluded == 0 ? "" : "\(excluded) are excluded by mean demands, "
        let rest =
            left > 0
            ? (plan.isFinished ? "\(left) cost more, or change nothing that costs; " : "\(left) were not tried; ") : ""
        return "Of \(all.count.counted("configuration")) \(outOfReach)\(rest)\(plan.trials.count) were simulated: "
            + "\(plan.simulations.counted("replication")) with the same random numbers, seed \(question.today.run.seed)."
    }

    /// What is missing of a plan that is the cheapest.
    private var unfinished: String? {
        guard plan.verdict == .planned, !plan.isFinished else { return nil }
        return "It ended early: settings that cost nothing may be larger than needed, and the next best is not known."
    }

    private var certainty: String? {
        let confidence = QuantityFormat.percent(question.today.run.confidence)
        let own = "The ± of a value holds with \(confidence) by itself."
        guard plan.verdict == .planned else { return own }
        let cheaper = question.basis.isSimulated ? " by more than \(ChangeSentence.chosen(question.zone))" : ""
        return
            "With \(confidence) the plan does not miss the target by more than \(words.zone), and nothing among these that meets "
            + "the target is cheaper\(cheaper). \(own)"
    }

    private var basis: String? {
        switch question.basis {
        case .epoch: "Cheapest for an epoch (`--per hour`: for an hour)."
        case .hour: "Cheapest for an hour (`--per epoch`: for an epoch)."
        case .resources:
            "Without prices the fewest accelerators come first, then the least disk bandwidth, the fewest cores, the least memory; "
                + "settings cost nothing."
        }
    }

    private var changeable: String? {
        let ranges = question.axes.map(words.range).joined(separator: ", ")
        return question.isByDefault
            ? "What may change, as nothing was named with `--vary`: \(ranges)." : "What may change: \(ranges)."
    }

    private var limits: String? {
        guard !question.limits.isEmpty else { return nil }
        return "At most: \(question.limits.map { visible("\($0.path) \($0.text)") }.joined(separator: ", "))."
    }

    /// What has a price, but no amount.
    private var unpriced: String? {
        guard let prices = question.basis.prices, let hourly = try? HourlyCost(of: question.paidToday, prices),
            !hourly.unknown.isEmpty
        else { return nil }
        let texts = hourly.unknown.map { resource in
            resource == .disk
                ? "the disk, whose bandwidth the scenario does not limit"
                : "\(resource.rawValue), of which the scenario does not say how much is needed"
        }
        return "Not in the cost of today's: \(texts.joined(separator: "; "))."
    }
}
