import Variates

/// `shuffle`: fills a buffer, then delivers elements picked at random from it.
public struct Shuffle: Operator, Equatable {
    /// The key in scenario files.
    public static let name = "shuffle"
    /// One line for help texts and the schema.
    public static let summary = "delivers elements picked at random from a buffer that fills first"
    /// What may be said about it.
    public static let parameters = [
        Parameter("buffer", .count(1...100_000_000), "elements to pick from").alsoCalled("buffer_size")
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "buffer"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [["buffer": .count(1)], ["buffer": .count(10)]]

    /// Elements to pick from.
    public package(set) var buffer: Int

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) { buffer = values.count("buffer") }

    /// Delivers elements in a random order.
    ///
    /// - Parameter buffer: elements to pick from.
    /// - Throws: `PipelineError` when it is out of range.
    public init(_ buffer: Int) throws(PipelineError) { try self.init(checking: ["buffer": .count(buffer)]) }

    /// Elements that it can hold ready.
    public var bufferCapacity: Int? { buffer }

    /// Names of files too.
    public var passesOn: Set<ElementKind> { [.file] }

    /// Its purpose is not to.
    public var keepsOrder: Bool { false }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        ShuffleStage(capacity: buffer, picks: ShufflePicks(key: orderKey(context)))
    }

    /// The key of its picks in a run.
    func orderKey(_ context: StageContext) -> UInt64 {
        StreamKey(
            seed: context.seed, replication: context.replication, stage: context.name + ".order", rank: context.rank
        ).decisionKey
    }
}

/// Pulls until the buffer is full or the upstream has ended, then picks.
private struct ShuffleStage: Stage {
    private let capacity: Int
    private var picks: ShufflePicks
    private var buffer = SampleBag<Element>()
    private var upstreamHasEnded = false

    init(capacity: Int, picks: ShufflePicks) {
        self.capacity = capacity
        self.picks = picks
    }

    mutating func demand(_ actions: inout Actions) { fillOrPick(&actions) }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        buffer.add(element)
        actions.hold(element)
        picks.newest = element.sample
        fillOrPick(&actions)
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        upstreamHasEnded = true
        fillOrPick(&actions)
    }

    mutating func reset(_ actions: inout Actions) {
        buffer.removeAll { actions.drop($0) }
        upstreamHasEnded = false
        picks.beginPass()
    }

    private mutating func fillOrPick(_ actions: inout Actions) {
        if !upstreamHasEnded && buffer.count < capacity { return actions.pull() }
        if buffer.count == 0 { return actions.end() }
        let picked = buffer.take(at: picks.next(of: buffer.count))
        actions.release(picked)
        actions.emit(picked)
    }
}

extension Shuffle: RecurrentOperator {
    /// Always.
    package func recurrence(_ context: StageContext) -> StageRecurrence? {
        .shuffle(capacity: buffer, key: orderKey(context))
    }
}
