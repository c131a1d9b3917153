extension RewrittenStages {
    /// TensorFlow's `noop_elimination`, which removes `repeat(1)`, `skip(0)`, `shard(1, 0)`; and what the format alone
    /// knows, a cache that is off.
    ///
    /// None of them takes time, but each would keep its neighbours from being fused. `prefetch(0)` is not removed: it
    /// is none of TensorFlow's no-ops.
    mutating func removeIdleStages() {
        for stage in stages where stage.operator.isNoOp { note(.removed(stage.name)) }
        stages.removeAll(where: \.operator.isNoOp)
    }
}
