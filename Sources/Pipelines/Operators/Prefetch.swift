/// `prefetch`: a background thread keeps a buffer of ready elements.
public struct Prefetch: UsualOperator, Equatable {
    /// The key in scenario files.
    public static let name = "prefetch"
    /// One line for help texts and the schema.
    public static let summary = "a background thread keeps up to `buffer` elements ready"
    /// What may be said about it.
    public static let parameters = [
        Parameter(
            "buffer", .countOrWord(0...100_000_000, words: ["auto"]),
            "ready elements; 0: the caller's thread does the work; `auto`: doubled when it runs empty after being full"
        ).alsoCalled("buffer_size")
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "buffer"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [
        ["buffer": .count(0)], ["buffer": .count(1)], ["buffer": .count(4)],
        ["buffer": .word("auto")],
    ]

    /// Ready elements, or nil when their number is found automatically.
    public package(set) var buffer: Int?

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) { buffer = values.optionalCount("buffer") }

    /// Keeps elements ready.
    ///
    /// - Parameter buffer: ready elements; with 0 the caller's thread does the work.
    /// - Throws: `PipelineError` when it is out of range.
    public init(_ buffer: Int) throws(PipelineError) { try self.init(checking: ["buffer": .count(buffer)]) }

    private init(buffer: Int?) { self.buffer = buffer }

    /// Keeps as many elements ready as are of use: their number is doubled when the buffer is full, and later empty.
    public static let automatic = Prefetch(buffer: nil)

    /// Elements that it can hold ready; without a limit when that is found automatically.
    public var bufferCapacity: Int? { buffer == 0 ? nil : buffer }
    /// Elements ready at most; as many as are of use when their number is found automatically.
    public func readyLimit(poolThreads: Int) -> Double? { buffer == 0 ? nil : buffer.map(Double.init) ?? .infinity }
    /// Ready elements.
    public var bufferParameter: String? { "buffer" }
    /// Whether it runs in threads of its own.
    public var isAsynchronous: Bool { buffer != 0 }
    /// Whether a thread of its own keeps the buffer.
    public var hasBufferThread: Bool { isAsynchronous }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable { machine(context).boxed() }

    func machine(_ context: StageContext) -> StageMachine {
        buffer == 0 ? .other(PassThroughStage()) : .prefetch(PrefetchStage(ReadyBuffer(limit: buffer, context)))
    }
}

/// The background thread waits for room *before* it pulls: the element that it works on is not in the buffer.
struct PrefetchStage: Stage {
    private var buffer: ReadyBuffer

    init(_ buffer: ReadyBuffer) { self.buffer = buffer }

    mutating func demand(_ actions: inout Actions) { buffer.demand(&actions) }
    mutating func element(_ element: Element, _ actions: inout Actions) { buffer.add(element, &actions) }
    mutating func upstreamEnded(_ actions: inout Actions) { buffer.stop(.exhausted, &actions) }
    mutating func failed(_ failure: Failure, _ actions: inout Actions) { buffer.stop(.failed(failure), &actions) }
    mutating func reset(_ actions: inout Actions) { buffer.reset(&actions) }
    mutating func parameterChanged(to value: Int, _ actions: inout Actions) { buffer.setLimit(value, &actions) }
    var tunedValue: Int? { buffer.tunedLimit }
}

extension Prefetch: RecurrentOperator {
    /// Unless its buffer is tuned.
    package func recurrence(_ context: StageContext) -> StageRecurrence? {
        buffer.map { $0 == 0 ? .passing : .buffer(limit: $0) }
    }
}
