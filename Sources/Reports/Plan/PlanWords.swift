import Experiments
import Measurements
import PipelineRuns
import Pipelines
import ScenarioFiles

/// Words that the parts of a plan's report have in common.
struct PlanWords {
    let plan: Plan

    /// `AU ≥ 95 %`.
    var target: String { plan.question.conditions.map(\.text).joined(separator: " and ") }

    /// `AU 98.1 % ±0.1`, or that memory ran out.
    func figures(_ trial: PlanTrial) -> String {
        if trial.outOfMemory != nil { return "not enough memory" }
        return trial.figures(plan.question.conditions)
            .map { "\($0.condition.name) \(LimitFigure.text($0))" }.joined(separator: ", ")
    }

    /// What a whole run comes to, where the target is a rate of the steady part and the two differ; nil elsewhere.
    func wholeRun(_ trial: PlanTrial) -> String? {
        let rates = [Metric.samplesPerSecond.name, Metric.batchesPerSecond.name]
        let summary = trial.summary
        guard let condition = plan.question.conditions.first(where: { rates.contains($0.metric.name) }),
            let steady = summary.estimate(.samplesPerSecond),
            let whole = summary.estimate(.runSamplesPerSecond),
            abs(whole.value - steady.value) > SpeedUpBasis.tolerance * steady.value
        else { return nil }
        let instead =
            condition.metric.name == Metric.samplesPerSecond.name ? "" : " instead of \(QuantityFormat.text(steady))"
        return "\(condition.name) is that of the steady part; a whole run, with its start and interruptions, has "
            + "\(QuantityFormat.text(whole)) samples/s\(instead) (`\(Metric.runSamplesPerSecond.name)`)."
    }

    /// `0.0137 USD an epoch, 3.64 USD an hour`; nil without prices.
    func cost(_ trial: PlanTrial) -> String? {
        guard let cost = cost(of: trial) else { return nil }
        let epoch = cost.perEpoch.map { "\(MoneyText.text($0.mean, cost.currency)) an epoch" }
        let hour = "\(MoneyText.text(cost.perHour, cost.currency)) an hour"
        return (plan.question.basis.isSimulated ? [epoch, hour] : [hour, epoch]).compactMap { $0 }
            .joined(separator: ", ")
    }

    /// What a trial costs; nil without prices.
    func cost(of trial: PlanTrial) -> ScenarioCost? {
        plan.question.basis.prices.flatMap { trial.cost(in: $0.currency) }
    }

    /// `cpu.cores = 16, prefetch.buffer = 2`: what differs from the scenario as it is, or all.
    ///
    /// - Parameters:
    ///   - position: of a configuration.
    ///   - other: another, of which only differences are told.
    func values(_ position: Int, comparedWith other: Int? = nil) -> String {
        let axes = plan.question.axes
        let values = plan.candidates[position].values
        let shown = axes.indices.filter { axis in
            guard let other else { return axes[axis].today != values[axis] || axes.count == 1 }
            return plan.candidates[other].values[axis] != values[axis]
        }
        let texts = (shown.isEmpty ? Array(axes.indices) : shown).map { axis in
            "\(axes[axis].paths.joined(separator: " = ")) = \(axes[axis].values[values[axis]].text)"
        }
        return visible(texts.joined(separator: ", "))
    }

    /// `cpu.cores 1–32`, `decode.order ordered|unordered`.
    func range(_ axis: PlanAxis) -> String {
        let numbers = axis.values.filter { $0.number != nil }.map(\.text)
        let isRange = numbers.count > 2
        let words = axis.values.filter { $0.number == nil || !isRange }.map(\.text)
        let texts = words + (isRange ? ["\(numbers[0])–\(numbers[numbers.count - 1])"] : [])
        return visible("\(axis.name) \(texts.joined(separator: "|"))")
    }

    /// What the zone is, as sentences say it: `0.5 %`, or `0.5 points` where the target is a share.
    var zone: String {
        let isShare = plan.question.conditions.allSatisfy { $0.metric.unit == .fraction }
        let text = ChangeSentence.chosen(plan.question.zone)
        return isShare ? "\(text.dropLast(2)) points" : text
    }
}
