import Pipelines
import ScenarioFiles

extension LintRule {
    /// No prefetch, and nothing else that would have a batch ready when a step ends.
    static let missingPrefetch = LintRule(
        .missingPrefetch, .performance,
        summary: "the next batch is not ready when a step ends",
        reason: "While a step computes, another thread can load: a step and its loading then take the longer of their "
            + "times, not the sum.",
        silence: "Silent where a last stage with threads of its own runs ahead by whole batches, where rewrites add a "
            + "prefetch, where the loop itself runs ahead of the device, and where loading takes less than 1 % of a step."
    ) { subject in
        let tail = SynchronousTail(subject)
        guard tail.delaysSteps, !subject.hasPrefetch else { return [] }
        if let loader = subject.all(DataLoader.self).first, loader.operator.workers == 0 {
            return [
                Suspicion(
                    stage: loader.index, "`\(loader.name)` has no worker: the training loop loads between its steps.",
                    [
                        LintFix(
                            "load in a worker process", .set(stage: loader.name, parameter: "workers", value: "1"))
                    ])
            ]
        }
        return [Suspicion(stage: subject.stages.count - 1, problem(tail, subject), [subject.finalPrefetch])]
    }

    private static func problem(_ tail: SynchronousTail, _ subject: LintSubject) -> String {
        guard let ready = tail.ready else {
            let reason = subject.all(Prefetch.self).last.map { "`\($0.name)` keeps nothing ready" }
            return "loading and training take turns: \(reason ?? "there is no prefetch")."
        }
        let work = tail.workers.map { "`\($0)`" }.joined(separator: ", ")
        if ready.elements < ready.needed {
            return
                "`\(ready.stage)` runs ahead by \(count(ready.elements)) of the \(count(ready.needed)) elements that "
                + "a step needs; the training loop waits for the rest."
        }
        return "\(work): done between the steps, in the training loop's thread."
    }

    private static func count(_ elements: Double) -> String { "\(Int64(elements.rounded()))" }
}

extension LintSubject {
    /// Whether some prefetch works.
    var hasPrefetch: Bool {
        stages.contains(where: \.operator.hasBufferThread)
    }

    /// Two batches are kept ready at the end of the pipeline.
    var finalPrefetch: LintFix {
        if let last = stages.last, last.operator is Prefetch {
            return LintFix(
                "let `\(last.name)` keep 2 batches ready", .set(stage: last.name, parameter: "buffer", value: "2"))
        }
        return LintFix(
            "end the pipeline with `- prefetch: 2`", .insert(operator: "prefetch", value: "2", at: stages.count))
    }
}
