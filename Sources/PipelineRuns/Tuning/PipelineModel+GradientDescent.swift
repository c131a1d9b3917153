extension PipelineModel {
    private static let stepLength = 0.1
    private static let mostSteps = 1000
    /// An output time that changes by less ends the descent (ns).
    private static let precisionNanoseconds = 100.0
    /// Share of the mean work of a stage from which a stage's calls count against the budget.
    private static let essentialShare = 0.3
    /// Half the distance over which slopes are taken, in calls at a time.
    private static let halfDifference = 1e-4

    /// Follows the slope of the modelled output time in steps of a tenth of a call, and rounds at the end.
    ///
    /// - Parameters:
    ///   - budget: stops when the stages that do most of the work have more calls at a time than this.
    ///   - memory: stops when buffers may need more bytes than this.
    mutating func descend(cpuBudget budget: Double, memoryBytes memory: Double) {
        let essential = essentialStages
        setParallelismToMinimum()
        var earlier = 0.0
        for _ in 0..<Self.mostSteps {
            let calls = essential.reduce(0) { $0 + nodes[$1].parallelism.rounded() }
            if calls > budget || isAtLimit || bufferedBytes > memory { break }
            let output = outputNanoseconds
            if abs(earlier - output) < Self.precisionNanoseconds { break }
            earlier = output
            step()
        }
        for index in tunable { nodes[index].parallelism.round() }
    }

    private var essentialStages: [Int] {
        let meanShare = processingNanoseconds / Double(nodes.count)
        return tunable.filter { nodes[$0].selfNanoseconds > Self.essentialShare * meanShare }
    }

    /// The steepest stage that can still grow moves by a whole step, the others in proportion.
    private mutating func step() {
        let slopes = tunable.map { (index: $0, slope: slope(of: $0)) }
        let steepest = slopes.filter { nodes[$0.index].parallelism.rounded() != nodes[$0.index].limit }
            .reduce(1.0) { max($0, abs($1.slope)) }
        for (index, slope) in slopes {
            let moved = nodes[index].parallelism - Self.stepLength * slope / steepest
            nodes[index].parallelism = min(max(moved, 1), nodes[index].limit ?? moved)
        }
    }

    /// Nanoseconds of output time for each further call at a time.
    private func slope(of index: Int) -> Double {
        var (below, above) = (self, self)
        below.nodes[index].parallelism -= Self.halfDifference
        above.nodes[index].parallelism += Self.halfDifference
        return (above.outputNanoseconds - below.outputNanoseconds) / (2 * Self.halfDifference)
    }
}
