extension RewrittenStages {
    /// TensorFlow's `noop_elimination`, which removes `repeat(1)`, `skip(0)`, `shard(1, 0)`; and what the format alone
    /// knows, a cache that is off.
    ///
    /// None of them takes time, but each would keep its neighbours from being fused. `prefetch(0)` is not removed: it is
    /// none of TensorFlow's no-ops.
    mutating func removeIdleStages() {
        for stage in stages where stage.isIdle { note(.removed(stage.name)) }
        stages.removeAll { $0.isIdle }
    }
}

extension Pipeline.NamedStage {
    fileprivate var isIdle: Bool {
        switch `operator` {
        case let `repeat` as Repeat: `repeat`.count == 1
        case let skip as Skip: skip.count == 0
        case let shard as Shard: shard.share?.count == 1
        case let cache as Cache: cache.store == .off
        default: false
        }
    }
}
