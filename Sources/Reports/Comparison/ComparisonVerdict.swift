import Experiments
import PipelineRuns
import PipelineSimulation
import Pipelines

/// What a comparison has found, in one sentence.
struct ComparisonVerdict {
    let comparison: Comparison

    private var alternatives: [Alternative] { comparison.alternatives }
    private var indifference: String { ChangeSentence.chosen(comparison.family.indifference) }

    /// The sentence.
    var sentence: String {
        guard let metric = comparison.family.metric else { return "Interrupted before anything was known." }
        return alternatives.count == 2 ? pair(metric) : several(metric)
    }

    /// One verdict for all pairs: that of the one that matters most.
    var verdict: PairedAnswer.Verdict {
        let all = comparison.family.answers.map(\.verdict)
        return [.notResolved, .different, .noFigure, .noDifference].first { all.contains($0) } ?? .identical
    }

    // MARK: - Two

    private func pair(_ metric: Metric) -> String {
        let answer = comparison.answer(1, against: 0)
        let (one, other) = (alternatives[1].name, alternatives[0].name)
        let pairs = answer.pairs.counted("pair")
        guard let effect = answer.effect else { return noFigure(metric) }
        let change = ChangeSentence(metric, effect.ratio.map { RelativeChange($0) }, effect.difference)
        switch answer.verdict {
        case .different: return change.difference(of: one, from: .named(other)) + " (\(pairs))."
        case .noDifference:
            return "No difference above \(indifference): \(change.range(of: one, from: .named(other))) (\(pairs))."
        case .identical:
            return "`\(one)` and `\(other)` are identical: \(metric.label) is equal to the last digit in \(pairs)."
        case .notResolved, .noFigure:
            let open = "after \(pairs): \(change.range(of: one, from: .named(other)))"
            return comparison.isFinished
                ? "Not resolved \(open); `--max-replications` allows more." : "Interrupted \(open)."
        }
    }

    private func noFigure(_ metric: Metric) -> String {
        let failing = zip(alternatives, comparison.family.series).compactMap { alternative, series in
            series.outOfMemory.map { memory in
                let needed = QuantityFormat.bytes(Double(memory.neededBytes))
                return "`\(alternative.name)` runs out of memory: it needs \(needed), most of it in `\(memory.stage)`"
            }
        }
        if !failing.isEmpty { return failing.joined(separator: "; ") + "." }
        return "There is no \(metric.label) to compare: no run defines it for both."
    }

    // MARK: - More than two

    private func several(_ metric: Metric) -> String {
        let answers = comparison.family.answers
        guard let best = BestAlternative(comparison) else { return noFigure(metric) }
        if answers.allSatisfy({ [.identical, .noDifference].contains($0.verdict) }) {
            return "No difference above \(indifference) between any of \(alternatives.count)."
        }
        return lead(best, metric) + "." + open(answers)
    }

    private func lead(_ best: BestAlternative, _ metric: Metric) -> String {
        let name = alternatives[best.best].name
        let superlative = Self.superlative(metric)
        if let rival = best.open.first {
            return "`\(name)` looks \(superlative), which is not resolved: \(range(best.best, rival, metric))"
        }
        let next = best.next.map { next in
            let lead = sentence(best.best, next, metric)?.amount(from: .named(alternatives[next].name))
            return lead.map { ": \($0), the next" } ?? ""
        }
        let equals = best.equals.map { "`\(alternatives[$0].name)`" }.joined(separator: ", ")
        if best.equals.isEmpty { return "`\(name)` is \(superlative)\(next ?? "")" }
        return "`\(name)` is \(superlative), and \(equals) with no difference above \(indifference)\(next ?? "")"
    }

    private func open(_ answers: [PairedAnswer]) -> String {
        let count = answers.count { $0.verdict == .notResolved }
        guard count > 0 else { return "" }
        let pairs = answers.filter { $0.verdict == .notResolved }.map(\.pairs).max() ?? 0
        let state = comparison.isFinished ? "not resolved after" : "open: interrupted after"
        return " \(count) of \(answers.count) pairs \(count == 1 ? "is" : "are") \(state) "
            + "\(pairs.counted("replication"))."
    }

    private func range(_ one: Int, _ other: Int, _ metric: Metric) -> String {
        sentence(one, other, metric)?.range(of: alternatives[one].name, from: .named(alternatives[other].name)) ?? ""
    }

    private func sentence(_ one: Int, _ other: Int, _ metric: Metric) -> ChangeSentence? {
        let answer = comparison.answer(max(one, other), against: min(one, other))
        return answer.effect.map { effect in
            ChangeSentence(
                metric, comparison.change(of: one, against: other),
                one > other ? effect.difference : effect.difference.negated)
        }
    }

    /// What the best is called.
    private static func superlative(_ metric: Metric) -> String {
        metric.isSpeed ? "fastest" : "best by \(metric.label)"
    }
}
