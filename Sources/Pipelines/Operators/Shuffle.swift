import Variates

/// `shuffle`: fills a buffer, then delivers elements picked at random from it.
public struct Shuffle: Operator, Equatable {
    public static let name = "shuffle"
    public static let summary = "delivers elements picked at random from a buffer that fills first"
    public static let parameters = [
        Parameter("buffer", .count(1...100_000_000), "elements to pick from")
    ]
    public static let primaryParameter: String? = "buffer"
    public static let examples: [[String: ParameterValue]] = [["buffer": .count(1)], ["buffer": .count(10)]]

    /// Elements to pick from.
    public var buffer: Int

    public init(_ values: ParameterValues) throws(PipelineError) { buffer = values.count("buffer") }

    public var bufferCapacity: Int? { buffer }

    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        let key = StreamKey(
            seed: context.seed, replication: context.replication, stage: context.name + ".order", rank: context.rank)
        return ShuffleStage(capacity: buffer, key: key.decisionKey)
    }
}

/// Pulls until the buffer is full or the upstream has ended, then picks.
private struct ShuffleStage: Stage {
    private let capacity: Int
    private let key: UInt64
    private var buffer: [Element] = []
    private var upstreamHasEnded = false
    private var epoch = 0
    private var newest: Int64 = 0

    init(capacity: Int, key: UInt64) {
        self.capacity = capacity
        self.key = key
    }

    mutating func demand(_ actions: inout Actions) { fillOrPick(&actions) }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        buffer.append(element)
        actions.hold(element)
        newest = element.sample
        fillOrPick(&actions)
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        upstreamHasEnded = true
        fillOrPick(&actions)
    }

    mutating func reset(_ actions: inout Actions) {
        for element in buffer { actions.release(element) }
        buffer.removeAll(keepingCapacity: true)
        upstreamHasEnded = false
        epoch += 1
    }

    private mutating func fillOrPick(_ actions: inout Actions) {
        if !upstreamHasEnded && buffer.count < capacity { return actions.pull() }
        if buffer.isEmpty { return actions.end() }
        // The decision belongs to the sample that came in last and to what is left, so that a change elsewhere in the
        // pipeline does not change it.
        let pick = keyedUniformIndex(
            key: key, epoch: epoch, sample: newest, counter: buffer.count, below: UInt64(buffer.count))
        let picked = buffer[Int(pick)]
        buffer.swapAt(Int(pick), buffer.count - 1)
        buffer.removeLast()
        actions.release(picked)
        actions.emit(picked)
    }
}
