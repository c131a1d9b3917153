import DequeModule

/// `prefetch`: a background thread keeps a buffer of ready elements.
public struct Prefetch: Operator, Equatable {
    public static let name = "prefetch"
    public static let summary = "a background thread keeps up to `buffer` elements ready"
    public static let parameters = [
        Parameter("buffer", .count(0...100_000_000), "ready elements; 0 takes turns: the caller's thread does the work")
    ]
    public static let primaryParameter: String? = "buffer"
    public static let examples: [[String: ParameterValue]] = [
        ["buffer": .count(0)], ["buffer": .count(1)], ["buffer": .count(4)],
    ]

    /// Ready elements.
    public var buffer: Int

    public init(_ values: ParameterValues) throws(PipelineError) { buffer = values.count("buffer") }

    public var bufferCapacity: Int? { buffer == 0 ? nil : buffer }
    public var isAsynchronous: Bool { buffer > 0 }

    public func makeStage(_ context: StageContext) -> any Stage {
        if buffer == 0 { TakingTurnsStage() } else { PrefetchStage(limit: buffer) }
    }
}

/// The background thread waits for room *before* it pulls: the element that it works on is not in the buffer.
private struct PrefetchStage: Stage {
    private var limit: Int
    private var ready = Deque<Element>()
    private var isPulling = false
    private var isDemanded = false
    private var ending: Ending?

    init(limit: Int) { self.limit = limit }

    mutating func demand(_ actions: inout Actions) {
        isDemanded = true
        answer(&actions)
        pullIfRoom(&actions)
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        isPulling = false
        ready.append(element)
        actions.hold(element)
        answer(&actions)
        pullIfRoom(&actions)
    }

    mutating func upstreamEnded(_ actions: inout Actions) { stop(.exhausted, &actions) }
    mutating func failed(_ failure: Failure, _ actions: inout Actions) { stop(.failed(failure), &actions) }

    mutating func reset(_ actions: inout Actions) {
        for element in ready { actions.release(element) }
        ready.removeAll(keepingCapacity: true)
        isPulling = false
        isDemanded = false
        ending = nil
    }

    mutating func parameterChanged(to value: Int, _ actions: inout Actions) {
        limit = value
        // Nothing runs before the first demand.
        if isPulling || !ready.isEmpty || isDemanded { pullIfRoom(&actions) }
    }

    private mutating func stop(_ ending: Ending, _ actions: inout Actions) {
        isPulling = false
        self.ending = ending
        answer(&actions)
    }

    private mutating func answer(_ actions: inout Actions) {
        guard isDemanded else { return }
        if let element = ready.popFirst() {
            isDemanded = false
            actions.release(element)
            actions.emit(element)
        } else if let ending {
            isDemanded = false
            ending.announce(&actions)
        }
    }

    private mutating func pullIfRoom(_ actions: inout Actions) {
        guard !isPulling, ending == nil, ready.count < limit else { return }
        isPulling = true
        actions.pull()
    }
}

/// Without a buffer the caller's thread pulls.
private struct TakingTurnsStage: Stage {
    mutating func demand(_ actions: inout Actions) { actions.pull() }
    mutating func element(_ element: Element, _ actions: inout Actions) { actions.emit(element) }
    mutating func upstreamEnded(_ actions: inout Actions) { actions.end() }
    mutating func reset(_ actions: inout Actions) {}
}
