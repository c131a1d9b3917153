extension Pipeline {
    /// The pipeline that the framework runs in place of the one that was written.
    ///
    /// - Throws: `PipelineError` when the rewritten stages do not fit together.
    public func rewritten(for options: ExecutionOptions) throws(PipelineError) -> Pipeline {
        let rewritten = rewrittenStages(for: options)
        return rewritten.applied.isEmpty ? self : try Pipeline(stages: rewritten.stages, training: training)
    }

    /// What `rewritten(for:)` does, in its order; empty when the pipeline runs as written.
    public func appliedRewrites(for options: ExecutionOptions) -> [AppliedRewrite] {
        rewrittenStages(for: options).applied
    }

    /// TensorFlow's default rewrites, in the order in which its `meta_optimizer.cc` lists them.
    ///
    /// Maps are made parallel before map and batch are fused, so that a sequential map in front of a batch becomes one
    /// stage with automatic parallelism, and not a stage with one call at a time; without automatic tuning the latter.
    /// The measured cases do not contradict this order and do not prove it: their maps call Python functions, which
    /// TensorFlow takes for stateful and does not make parallel.
    private func rewrittenStages(for options: ExecutionOptions) -> RewrittenStages {
        var rewritten = RewrittenStages(stages)
        guard options.rewrites == .tensorflow else { return rewritten }
        let isTuned = options.autotune != .off
        rewritten.removeIdleStages()
        rewritten.fuseShuffleAndRepeat()
        if isTuned { rewritten.parallelizeMaps() }
        rewritten.fuseMapAndBatch()
        if isTuned { rewritten.addPrefetch() }
        return rewritten
    }
}

extension Scenario {
    /// The scenario with the pipeline that really runs.
    ///
    /// - Throws: `PipelineError` when the rewritten stages do not fit together.
    public func rewritten() throws(PipelineError) -> Scenario {
        var scenario = self
        scenario.pipeline = try pipeline.rewritten(for: options)
        return scenario
    }

    /// What the framework does to the pipeline before it runs.
    public var appliedRewrites: [AppliedRewrite] { pipeline.appliedRewrites(for: options) }
}
