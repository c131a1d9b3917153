import Experiments
import PipelineRuns
import Pipelines
import ScenarioFiles

/// What a limit is, in a sentence or two.
struct LimitVerdict {
    let limit: Limit

    /// Answer first, then what binds where the conditions are missed.
    var sentences: [String] {
        let name = limit.trials.first?.scenario.variant ?? ""
        guard let verdict = limit.verdict else { return ["\(name): it ended before there was an answer."] }
        let answer =
            switch verdict {
            case .answered: answered
            case .unmet: unmet
            case .notResolved: notResolved
            }
        return ["\(name): \(answer)"] + [binding, exceptions].compactMap { $0 }
    }

    /// `cpu.cores = decode.parallelism = 16`.
    func name(_ value: Int) -> String { visible((limit.question.paths + [text(value)]).joined(separator: " = ")) }

    private func text(_ value: Int) -> String { limit.question.text(value) }

    private var conditions: String { limit.question.conditions.map(\.text).joined(separator: " and ") }
    private var isLast: Bool { limit.question.goal == .last }

    private var answered: String {
        guard let met = limit.met else { return unmet }
        let superlative = isLast ? "largest" : "smallest"
        guard let missed = limit.missed else {
            let end = isLast ? "still" : "already"
            let beyond = isLast ? "Larger" : "Smaller"
            return
                "\(name(met.value)), the \(superlative) of the values, \(end) has \(conditions): \(figures(met)). "
                + "\(beyond) ones were not asked for."
        }
        return "\(name(met.value)) is the \(superlative) with \(conditions): \(figures(met)); "
            + "\(text(missed.value)) has \(figures(missed))."
    }

    private var unmet: String {
        let values = limit.question.values
        let range =
            values.count > 1
            ? "no value from \(text(values[0])) to \(text(values[values.count - 1]))" : "not even \(text(values[0]))"
        let trials = limit.trials.filter { !$0.figures.isEmpty }
        let nearest = trials.min { $0.shortfall < $1.shortfall }
        let best = nearest.map { ", nearest at \(text($0.value)) with \(figures($0))" } ?? ": memory runs out"
        let cut = limit.edge?.isCutShort == true ? ". From there it gets worse, so that not all were tried" : ""
        return "\(names): \(range) has \(conditions)\(best)\(cut)."
    }

    private var names: String { visible(limit.question.paths.joined(separator: " = ")) }

    private var notResolved: String {
        let open = (limit.edge?.open ?? []).map { limit.question.values[$0] }
        let trials = limit.trials.filter { open.contains($0.value) }
        if let trial = trials.first, let lacking = trial.figures.first(where: { $0.value == nil }) {
            return
                "\(names): not resolved: \(lacking.condition.name) has no figure at \(text(trial.value)): no replication "
                + "defines one."
        }
        let count = trials.map { $0.replications }.max() ?? 0
        let told = trials.map { "\(text($0.value)) has \(figures($0))" }.joined(separator: ", ")
        let known = [(limit.met, "known to have"), (limit.missed, "known not to have")].compactMap { trial, word in
            trial.map { "\(text($0.value)) is \(word) \(conditions)" }
        }
        return "\(names): not resolved with \(count.counted("replication")): \(told). "
            + (known.isEmpty ? "No value is known to have \(conditions)." : known.joined(separator: ", ") + ".")
    }

    /// `AU 95.3 % ±0.1`, or that memory ran out.
    private func figures(_ trial: LimitTrial) -> String {
        if trial.outOfMemory != nil { return "not enough memory" }
        return trial.figures.map { "\($0.condition.name) \(LimitFigure.text($0))" }.joined(separator: ", ")
    }

    /// What binds where the conditions are missed.
    private var binding: String? {
        guard let missed = limit.missed, let bottleneck = missed.summary.bottleneck else { return nil }
        return "At \(text(missed.value)): \(bottleneck.explanation)."
    }

    /// Values that were tried and are not as their side of the edge should be.
    private var exceptions: String? {
        let values = (limit.edge?.exceptions ?? []).map { limit.question.values[$0] }
        func sentence(_ verdict: ThresholdVerdict, _ size: String, _ word: (one: String, more: String)) -> String? {
            let own = limit.trials.filter { values.contains($0.value) && $0.verdict == verdict }.map { text($0.value) }
            guard !own.isEmpty else { return nil }
            return "Of \(size) values \(own.joined(separator: ", ")) \(own.count == 1 ? word.one : word.more)."
        }
        let parts = [
            sentence(.missed, isLast ? "smaller" : "larger", ("misses the conditions", "miss the conditions")),
            sentence(.met, isLast ? "larger" : "smaller", ("meets the conditions again", "meet the conditions again")),
        ].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}

extension LimitTrial {
    /// How far its worst figure is from its threshold, relative to that; not above 0 where all conditions are met.
    fileprivate var shortfall: Double {
        figures.map { figure in
            guard let value = figure.value else { return .infinity }
            let distance = figure.condition.threshold - value
            return (figure.condition.isLeast ? distance : -distance) / max(figure.condition.threshold.magnitude, 1e-12)
        }.max() ?? .infinity
    }
}
