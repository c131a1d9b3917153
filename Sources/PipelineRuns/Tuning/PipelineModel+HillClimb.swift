extension PipelineModel {
    /// Gives one more call at a time to the stage that then shortens the modelled output time most, until all have what
    /// they may have, or buffers may need more memory than there is, or nothing helps.
    ///
    /// - Parameters:
    ///   - budget: also stops when the output time is less than all work divided by this; nil for no such stop.
    ///   - memory: bytes that buffers may hold.
    /// - Returns: false when even the result needs more memory, so that it is of no use.
    mutating func climb(cpuBudget budget: Double?, memoryBytes memory: Double) -> Bool {
        let enough = budget.map { processingNanoseconds / $0 } ?? 0
        setParallelismToMinimum()
        var raised: Int?
        while !isAtLimit && outputNanoseconds >= enough && bufferedBytes <= memory {
            guard let best = bestToRaise() else { break }
            nodes[best].parallelism += 1
            raised = best
        }
        if let raised, bufferedBytes > memory { nodes[raised].parallelism -= 1 }
        return bufferedBytes <= memory
    }

    /// The stage whose next call shortens the output time most; what lengthens it by a nanosecond is no candidate.
    private func bestToRaise() -> Int? {
        let present = outputNanoseconds
        var best: Int?
        var largestGain = -1.0
        for index in tunable where nodes[index].parallelism < nodes[index].limit ?? 0 {
            var raised = self
            raised.nodes[index].parallelism += 1
            let gain = present - raised.outputNanoseconds
            if gain > largestGain {
                largestGain = gain
                best = index
            }
        }
        return best
    }
}
