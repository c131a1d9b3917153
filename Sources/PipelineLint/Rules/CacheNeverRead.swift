import Pipelines
import ScenarioFiles

extension LintRule {
    /// A cache that only the first epoch would fill, and none reads.
    static let cacheNeverRead = LintRule(
        .cacheNeverRead, .performance,
        summary: "a cache is filled and never read",
        reason:
            "A cache is read once an epoch has gone through all that it keeps; one that its epoch leaves incomplete is "
            + "discarded.",
        silence:
            "Silent where the cache is off, where a `repeat` follows it, and where what runs ahead of the last step may "
            + "complete it."
    ) { subject in
        subject.all(Cache.self).compactMap { cache in
            guard cache.operator.store != .off, subject.isNeverRead(cacheAt: cache.index) else { return nil }
            let off = LintFix("switch `\(cache.name)` off", .set(stage: cache.name, parameter: "store", value: "off"))
            guard subject.isDeliveredAgain(after: cache.index),
                let needed = subject.elementsOfCutEpoch(after: cache.index)
            else { return Suspicion(stage: cache.index, "`\(cache.name)` serves one pass over the data.", [off]) }
            let problem = "each epoch ends after \(Int(needed)) elements of `\(cache.name)`, before it is complete."
            return Suspicion(stage: cache.index, problem, takes(subject, cache.index, cache.name, Int(needed)) + [off])
        }
    }

    /// Only what the steps need goes into the cache; not where a shuffle before it would make that a choice.
    private static func takes(_ subject: LintSubject, _ cache: Int, _ name: String, _ needed: Int) -> [LintFix] {
        let isShuffled = subject.all(Shuffle.self).contains { $0.index < cache && $0.operator.buffer > 1 }
        guard !isShuffled, needed > 0 else { return [] }
        return [
            LintFix(
                "add `- take: \(needed)` before `\(name)`, which later epochs then read",
                .insert(operator: "take", value: "\(needed)", at: cache))
        ]
    }
}
