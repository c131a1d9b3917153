/// What automatic tuning knows of a pipeline: mean times by stage, and the parallelism that it may change.
///
/// Times are nanoseconds for each element of the stage in question.
struct PipelineModel: Equatable {
    /// One stage.
    struct Node: Equatable {
        /// Mean time of its own work.
        var selfNanoseconds = 0.0
        /// The same, with the latest work weighing most.
        var recentNanoseconds = 0.0
        /// Elements that it takes for one that it delivers.
        var inputsPerElement = 1.0
        /// Whether it runs in threads of its own.
        var isAsynchronous = false
        /// Calls at a time.
        var parallelism = 1.0
        /// Elements that it keeps ready; as many as it has calls when nil.
        var bufferElements: Double?
        /// Elements for which it may need memory; as many as it has calls when nil.
        var heldElements: Double?
        /// Mean bytes of an element.
        var elementBytes = 0.0
        /// The most calls at a time that tuning may give it; nil when they are not to be changed.
        var limit: Double?

        fileprivate var nanosecondsPerCall: Double { selfNanoseconds / parallelism }
    }

    /// The stages, from the source to the last.
    var nodes: [Node]

    /// Positions of the stages that can be tuned, from the source on.
    var tunable: [Int] { nodes.indices.filter { nodes[$0].limit != nil } }

    /// Whether each stage that can be tuned has all that it may have.
    var isAtLimit: Bool { nodes.allSatisfy { $0.limit == nil || $0.parallelism >= $0.limit ?? 0 } }

    /// Gives each stage that can be tuned one call at a time.
    mutating func setParallelismToMinimum() {
        for index in tunable { nodes[index].parallelism = 1 }
    }

    /// Work for one element of the last stage, over all stages.
    var processingNanoseconds: Double {
        nodes.reduce(0) { $0 * $1.inputsPerElement + $1.selfNanoseconds }
    }

    /// Bytes that buffers may come to hold with the present parallelism.
    var bufferedBytes: Double {
        nodes.reduce(0) { $0 + ($1.isAsynchronous ? ($1.heldElements ?? $1.parallelism) * $1.elementBytes : 0) }
    }

    /// Expected time that the training loop waits for an element when it asks at once for the next.
    ///
    /// A stage in its consumer's thread adds its own time to those of its inputs. One with threads of its own adds its
    /// time divided by its parallelism, and of its inputs' only the expected wait at a buffer between them.
    var outputNanoseconds: Double {
        var consumers = [Double](repeating: 0, count: nodes.count)
        var consumer = 0.0
        for index in nodes.indices.reversed() {
            consumer += nodes[index].nanosecondsPerCall
            consumers[index] = consumer
            consumer /= nodes[index].inputsPerElement
        }
        var output = 0.0
        for (index, node) in nodes.enumerated() {
            let inputs = output * node.inputsPerElement
            output =
                node.nanosecondsPerCall
                + (node.isAsynchronous
                    ? bufferWait(
                        producer: inputs, consumer: consumers[index],
                        capacity: (node.bufferElements ?? node.parallelism) / max(1, node.inputsPerElement))
                    : inputs)
        }
        return output
    }
}
