extension RewrittenStages {
    /// TensorFlow's `map_parallelization`: a sequential map becomes an ordered parallel one with automatic parallelism.
    ///
    /// TensorFlow leaves a map alone whose function is stateful (`py_function`, random numbers); this format has no
    /// word for such a function.
    mutating func parallelizeMaps() {
        for index in stages.indices {
            guard let map = stages[index].operator as? Map, map.parallelism == .sequential else { continue }
            var parallel = map
            parallel.parallelism = .automatic
            parallel.order = .ordered
            stages[index] = Pipeline.NamedStage(name: stages[index].name, operator: parallel)
            note(.parallelised(map: stages[index].name))
        }
    }
}
