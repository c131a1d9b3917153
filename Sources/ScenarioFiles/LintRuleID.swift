/// The rules of `overlap lint`, by the names with which a scenario can silence them.
public enum LintRuleID: String, Sendable, CaseIterable {
    /// Nothing prepares the next batch while a step computes.
    case missingPrefetch = "missing-prefetch"
    /// A prefetch stands before work that the training loop then does itself.
    case prefetchNotLast = "prefetch-not-last"
    /// A buffer is larger than the memory, or than is of use.
    case prefetchTooLarge = "prefetch-too-large"
    /// A cache repeats the first epoch's random decisions.
    case cacheAfterRandom = "cache-after-random"
    /// A cache needs more memory than there is.
    case cacheTooLarge = "cache-too-large"
    /// A cache is filled and never read.
    case cacheNeverRead = "cache-never-read"
    /// A cache takes room and saves no time.
    case cacheSavesNothing = "cache-saves-nothing"
    /// A read cache evicts samples before they are read again.
    case evictingCache = "evicting-cache"
    /// What other shares need is computed and thrown away.
    case shardAfterWork = "shard-after-work"
    /// Slow elements hold back those behind them.
    case orderedHeavyTail = "ordered-heavy-tail"
    /// Files are read one after the other.
    case sequentialReads = "sequential-reads"
    /// Samples are read with more requests than storage accepts.
    case tooManyRequests = "too-many-requests"
    /// Workers own whole files, and not equally many.
    case unevenFiles = "uneven-files"
    /// A lock limits calls, however many there are.
    case heldLock = "held-lock"
    /// More calls compute at a time than there are cores.
    case parallelismBeyondCores = "parallelism-beyond-cores"
    /// A shuffle mixes passes over the data.
    case repeatBeforeShuffle = "repeat-before-shuffle"
    /// Accelerators share what comes to each in another order.
    case shuffleBeforeShard = "shuffle-before-shard"
    /// Calls that are delivered in order all take the same time.
    case constantCost = "constant-cost"
    /// Parallelism is automatic, and TensorFlow's rewrites are off.
    case autoWithoutRewrites = "auto-without-rewrites"
    /// Workers persist whose start costs nothing.
    case freeWorkers = "free-workers"
    /// Memory is pinned for copies that take no time.
    case freeCopies = "free-copies"
}

extension NodeDecoder {
    /// The rules that the scenario silences, each once, in the order of the file.
    mutating func silencedRules(in root: DocumentNode) -> [LintRuleID] {
        guard let node = root["lint"], !node.isEmpty,
            entries(node, known: ScenarioTree.lintKeys, of: "lint") != nil, let list = node["off"], !list.isEmpty
        else { return [] }
        let known = LintRuleID.allCases.map(\.rawValue)
        guard let items = list.items else {
            log.report(
                "\(list.summary) is not a list of rules", at: list.location,
                accepted: "a list of \(known.map(quoted).joined(separator: ", "))")
            return []
        }
        var rules: [LintRuleID] = []
        for item in items {
            guard let name = word(item, among: known), let rule = LintRuleID(rawValue: name) else { continue }
            if !rules.contains(rule) { rules.append(rule) }
        }
        return rules
    }
}
