/// `prefetchToDevice`: a background thread copies elements to the accelerator and keeps a buffer of them there.
public struct PrefetchToDevice: Operator, Equatable {
    /// The key in scenario files.
    public static let name = "prefetchToDevice"
    /// One line for help texts and the schema.
    public static let summary = "copies elements to the accelerator ahead of the step; must be last"
    /// What may be said about it.
    public static let parameters = [
        Parameter(
            "buffer", .countOrWord(1...1_000_000, words: ["auto"]), default: .count(1),
            "elements ready on the accelerator; `auto`: doubled when it runs empty after being full"
        ).alsoCalled("buffer_size")
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "buffer"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [
        ["buffer": .count(1)], ["buffer": .count(3)], ["buffer": .word("auto")],
    ]

    /// Elements ready on the accelerator, or nil when their number is found automatically.
    public package(set) var buffer: Int?

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) { buffer = values.optionalCount("buffer") }

    /// Keeps elements ready on the accelerator.
    ///
    /// - Parameter buffer: ready elements.
    /// - Throws: `PipelineError` when it is out of range.
    public init(_ buffer: Int = 1) throws(PipelineError) { try self.init(checking: ["buffer": .count(buffer)]) }

    private init(buffer: Int?) { self.buffer = buffer }

    /// Keeps as many elements ready as are of use: their number is doubled when the buffer is full, and later empty.
    public static let automatic = PrefetchToDevice(buffer: nil)

    /// Elements that it can hold ready; without a limit when that is found automatically.
    public var bufferCapacity: Int? { buffer }
    /// Elements ready at most; as many as are of use when their number is found automatically.
    public func readyLimit(poolThreads: Int) -> Double? { buffer.map(Double.init) ?? .infinity }
    /// On the copy engine, for as long as the platform says.
    public var callPlace: Work.Place? { .copyEngine }
    /// On the device; what is copied lies where it came in.
    public var resultMemory: DataLoader.HostMemory? { nil }
    /// Ready elements.
    public var bufferParameter: String? { "buffer" }
    /// Whether it runs in threads of its own.
    public var isAsynchronous: Bool { true }
    /// Whether a thread of its own keeps the buffer.
    public var hasBufferThread: Bool { isAsynchronous }

    /// Why it cannot stand there, or nil.
    public func placementProblem(upstream: ArraySlice<any Operator>, downstream: ArraySlice<any Operator>) -> String? {
        downstream.isEmpty
            ? nil : "`prefetchToDevice` must be the last stage: what follows it would run on the host again"
    }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        PrefetchToDeviceStage(ReadyBuffer(limit: buffer, context))
    }
}

/// The background thread pulls, copies, and only then has an element ready; it waits for room before it pulls.
private struct PrefetchToDeviceStage: Stage {
    private var buffer: ReadyBuffer

    init(_ buffer: ReadyBuffer) { self.buffer = buffer }

    mutating func demand(_ actions: inout Actions) { buffer.demand(&actions) }
    mutating func element(_ element: Element, _ actions: inout Actions) { actions.perform(element, at: .copyEngine) }

    mutating func workDone(_ work: Work, _ actions: inout Actions) {
        var copied = work.element
        copied.onDevice = true
        buffer.add(copied, &actions)
    }

    mutating func upstreamEnded(_ actions: inout Actions) { buffer.stop(.exhausted, &actions) }
    mutating func failed(_ failure: Failure, _ actions: inout Actions) { buffer.stop(.failed(failure), &actions) }
    mutating func reset(_ actions: inout Actions) { buffer.reset(&actions) }
    mutating func parameterChanged(to value: Int, _ actions: inout Actions) { buffer.setLimit(value, &actions) }
    var tunedValue: Int? { buffer.tunedLimit }
}
