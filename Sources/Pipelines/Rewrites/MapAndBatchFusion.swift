extension RewrittenStages {
    /// TensorFlow's `map_and_batch_fusion`: a map that a batch follows writes its results into the batch.
    ///
    /// A batch that is joined in parallel is another operator to TensorFlow, and stays by itself. So does one whose joining has no mean time: its time could not be divided among the calls.
    mutating func fuseMapAndBatch() {
        fuseNeighbours { first, second in
            guard let map = first.operator as? Map, let batch = second.operator as? Batch,
                batch.parallelism == .sequential
            else { return nil }
            let fused = MapAndBatch(map, batch)
            guard fused.hasFiniteCosts else { return nil }
            return (fused, .fusedMapAndBatch(map: first.name, batch: second.name))
        }
    }
}
