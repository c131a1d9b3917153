import Pipelines
import ScenarioFiles

extension LintRule {
    /// A prefetch before work, which the training loop then does itself.
    static let prefetchNotLast = LintRule(
        .prefetchNotLast, .performance,
        summary: "work follows the last prefetch, or it holds less than a batch",
        reason: "Work after the last prefetch is done in the training loop's thread, after a step and not beside it.",
        silence: "Silent where what follows takes less than 1 % of a step and the buffer holds all that a step needs, "
            + "where another stage with threads of its own follows, and where the loop itself runs ahead."
    ) { subject in
        let tail = SynchronousTail(subject)
        guard tail.delaysSteps, subject.all(PrefetchToDevice.self).isEmpty,
            let prefetch = subject.all(Prefetch.self).last(where: { $0.operator.isAsynchronous })
        else { return [] }
        return [Suspicion(stage: prefetch.index, problem(tail, prefetch.name), [subject.finalPrefetch])]
    }

    private static func problem(_ tail: SynchronousTail, _ name: String) -> String {
        if tail.workers.isEmpty, let ready = tail.ready {
            return
                "`\(ready.stage)` has \(ready.elements == 1 ? "1 element" : "\(Int64(ready.elements)) elements") ready, and a step needs "
                + "\(Int64(ready.needed.rounded())): the training loop waits for most of a batch."
        }
        let work = tail.workers.map { "`\($0)`" }.joined(separator: ", ")
        return "`\(name)` is not the last stage: the training loop's thread does the work of \(work)."
    }
}
