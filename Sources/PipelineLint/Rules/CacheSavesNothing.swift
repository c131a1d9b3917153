import Pipelines
import ScenarioFiles

extension LintRule {
    /// A cache without which the run is as fast.
    static let cacheSavesNothing = LintRule(
        .cacheSavesNothing, .memory,
        summary: "a cache takes room and saves no time",
        reason:
            "A cache saves reading and computing in later epochs; where these are hidden behind the steps anyway, it only "
            + "takes room.",
        silence:
            "Silent where the run is slower without the cache, where the cache is off, never read or larger than the "
            + "memory, and below 5 % of the memory (1 GiB where memory is not modelled, and in files)."
    ) { subject in
        subject.all(Cache.self).compactMap { cache in
            let isRead = cache.operator.store != .off && !subject.isNeverRead(cacheAt: cache.index)
            let bytes = subject.bytes(after: cache.index)
            let memory = cache.operator.store == .memory ? subject.memoryBytes : nil
            guard isRead, subject.isConsiderable(bytes, of: memory), memory.map({ bytes <= $0 }) ?? true else {
                return nil
            }
            let off = LintFix("switch `\(cache.name)` off", .set(stage: cache.name, parameter: "store", value: "off"))
            let size = memory.map { ByteText.text(bytes, of: $0) } ?? ByteText.text(bytes)
            return Suspicion(
                stage: cache.index, "`\(cache.name)` holds \(size), and the run is as fast without it.", [off],
                choice: .firstWithoutLoss)
        }
    }
}
