extension RewrittenStages {
    /// TensorFlow's `map_and_batch_fusion`: a map that a batch follows writes its results into the batch.
    ///
    /// The function may be stateful, as it was in the fused pipelines that were measured: its calls stay in order, and
    /// one at a time if they were so.
    ///
    /// A map outside the shared pool, or of asynchronous requests, stays by itself, and so does a batch that is joined
    /// in parallel, another operator to TensorFlow. So does one whose joining has no mean time: its time could not be
    /// divided among the calls.
    mutating func fuseMapAndBatch() {
        fuseNeighbours { first, second in
            guard let map = first.operator as? Map, let batch = second.operator as? Batch,
                map.pool == .shared, map.requests == nil, batch.parallelism == .sequential
            else { return nil }
            let fused = MapAndBatch(map, batch)
            guard fused.hasFiniteCosts else { return nil }
            return (fused, .fusedMapAndBatch(map: first.name, batch: second.name))
        }
    }
}
