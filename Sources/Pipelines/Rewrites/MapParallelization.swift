extension RewrittenStages {
    /// TensorFlow's `map_parallelization`: a sequential map becomes an ordered parallel one with automatic parallelism.
    ///
    /// A map whose function is stateful is left alone.
    mutating func parallelizeMaps() {
        for index in stages.indices {
            guard let map = stages[index].operator as? Map, !map.isAsynchronous, map.function == .stateless
            else { continue }
            var parallel = map
            parallel.parallelism = .automatic
            parallel.order = .ordered
            stages[index] = Pipeline.NamedStage(name: stages[index].name, operator: parallel)
            note(.parallelised(map: stages[index].name))
        }
    }
}
