import Pipelines
import ScenarioFiles

extension LintRule {
    /// A cache of a part of the data that makes room for what was read last.
    static let evictingCache = LintRule(
        .evictingCache, .performance,
        summary: "a read cache evicts samples before they are read again",
        reason:
            "Each epoch reads each sample once: when its turn comes again, `lru` has evicted most samples, and Linux's "
            + "page cache many. A cache that keeps what came first has a hit for each sample that it holds.",
        silence:
            "Silent for `minio` and a measured `missRate`, where all data fit, for one pass over the data, and where "
            + "keeping what came first gains less than 2 %."
    ) { subject in
        let cache = subject.scenario.platform.readCache
        let stored = subject.scenario.pipeline.storedFiles.bytes
        guard cache.isUsed, cache.missRate == nil, cache.policy != .minio, Double(cache.capacityBytes) < stored,
            subject.isDeliveredAgain(after: 0)
        else { return [] }
        let share = Int((100 * Double(cache.capacityBytes) / stored).rounded(.down))
        let problem =
            "`readCache` has room for \(share) % of the data, and evicts others for what was read last "
            + "(`\(cache.policy.rawValue)`)."
        let keep = LintFix(
            "keep what came first, in a cache of the loader's own",
            settings: [.init(path: "readCache.policy", value: ReadCache.Policy.minio.rawValue)])
        return [Suspicion(stage: 0, problem, [keep], leastGain: 1.02)]
    }
}
