package import ScenarioFiles

/// A rule of `overlap lint`: what it looks for, why, and when it stays silent.
///
/// A new rule is one file in `Rules`, a case of `LintRuleID` and a line in `LintRule.all`.
package struct LintRule: Sendable {
    /// Its name.
    package let id: LintRuleID
    /// What it is about.
    package let concern: LintConcern
    /// A few words: what is wrong.
    package let summary: String
    /// A sentence: why it matters.
    package let reason: String
    /// When it says nothing although the pipeline looks like it: one sentence.
    package let silence: String

    let detect: @Sendable (LintSubject) -> [Suspicion]

    init(
        _ id: LintRuleID, _ concern: LintConcern, summary: String, reason: String, silence: String,
        detect: @escaping @Sendable (LintSubject) -> [Suspicion]
    ) {
        self.id = id
        self.concern = concern
        self.summary = summary
        self.reason = reason
        self.silence = silence
        self.detect = detect
    }

    /// What the rule finds in a scenario, before anything is simulated.
    package func suspicions(in subject: LintSubject) -> [Suspicion] { detect(subject) }
}

extension LintRule {
    /// All rules, in the order of `LintRuleID`.
    package static let all: [LintRule] = [
        missingPrefetch, prefetchNotLast, prefetchTooLarge, cacheAfterRandom, cacheTooLarge,
        cacheNeverRead, cacheSavesNothing, evictingCache, shardAfterWork, orderedHeavyTail, sequentialReads,
        tooManyRequests, unevenFiles, heldLock, parallelismBeyondCores, repeatBeforeShuffle,
        shuffleBeforeShard, constantCost, autoWithoutRewrites, freeWorkers, freeCopies,
    ]
}
