extension PipelineModel {
    /// Gives one more call at a time to the slowest section, until none is slower than the consumer.
    ///
    /// A section is a stage with threads of its own (or the last stage), with the stages above it that run in its
    /// thread.
    ///
    /// - Parameters:
    ///   - target: nanoseconds that the consumer takes for an element.
    ///   - memory: bytes that buffers may hold.
    /// - Returns: false when buffers would need more before the end was reached, so that the result is of no use.
    mutating func raiseSlowest(targetNanoseconds target: Double, memoryBytes memory: Double) -> Bool {
        setParallelismToMinimum()
        while true {
            let slowest = slowestSection
            let root = slowest.root
            guard slowest.nanoseconds > target, let limit = nodes[root].limit, nodes[root].parallelism < limit else {
                break
            }
            nodes[root].parallelism += 1
            if bufferedBytes > memory { return false }
            if nodes[root].recentNanoseconds == 0 {
                nodes[root].parallelism -= 1
                break
            }
        }
        return bufferedBytes <= memory
    }

    /// The section that takes longest for one element of the last stage, by its last stage; of equals the first.
    private var slowestSection: (root: Int, nanoseconds: Double) {
        var slowest = (root: nodes.count - 1, nanoseconds: -1.0)
        var above = 0.0
        for (index, node) in nodes.enumerated() {
            let section = node.recentNanoseconds / node.parallelism + above * node.inputsPerElement
            above = node.isAsynchronous ? 0 : section
            guard node.isAsynchronous || index == nodes.count - 1 else { continue }
            let needed = nodes[(index + 1)...].reduce(1) { $0 * $1.inputsPerElement }
            if section * needed > slowest.nanoseconds { slowest = (index, section * needed) }
        }
        return slowest
    }
}
