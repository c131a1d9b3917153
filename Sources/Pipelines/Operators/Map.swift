public import Variates

/// `map`: a function of each element, run on the worker pool; one call at a time, or several.
public struct Map: UsualOperator, Equatable {
    /// In which order a parallel map delivers.
    public enum Order: String, Sendable, CaseIterable {
        /// As elements came in: a slow one holds back those behind it.
        case ordered
        /// As they are finished.
        case unordered
    }

    /// What the function does with its thread.
    public enum Use: String, Sendable, CaseIterable {
        /// Computes: occupies a pool thread and a core.
        case core
        /// Waits (for a network, a sleep): occupies a pool thread, but no core.
        case wait
    }

    /// Which threads run the function.
    public enum Pool: String, Sendable, CaseIterable {
        /// Those of the worker pool, which all maps share.
        case shared
        /// As many of its own as there are calls (TensorFlow's `use_unbounded_threadpool`).
        case own
    }

    /// Whether a framework may take the function for one whose calls do not depend on each other.
    public enum Function: String, Sendable, CaseIterable {
        /// It may.
        case stateless
        /// It may not, as TensorFlow may not with random numbers or any `py_function`.
        case stateful
    }

    /// How the calls of a parallel map take slots: as in tf.data, or in a wrong way, to see what the right one is
    /// worth.
    package enum Slots: Sendable {
        /// Calls that run and results that wait share them.
        case shared
        /// The call that the consumer waits for keeps its slot until it is done.
        case keptByHead
        /// Results that wait have as many again.
        case forResultsToo
        /// Calls begin only while the consumer waits.
        case onDemand
    }

    /// The key in scenario files.
    public static let name = "map"
    /// One line for help texts and the schema.
    public static let summary = "a function of each element on the worker pool, sequential or parallel"
    /// What may be said about it.
    public static let parameters =
        [
            Parameter(
                "parallelism", Parallelism.parameterKind, default: .word("none"),
                "calls at a time; `none`: the caller's thread waits for each call; `auto`: tuned while it runs"
            ).alsoCalled("num_parallel_calls"),
            Parameter(
                "order", .choice(Order.allCases.map(\.rawValue)), default: .word(Order.ordered.rawValue),
                "order of delivery of a parallel map"
            ).alsoCalled("deterministic", true: "ordered"),
            Parameter(
                "use", .choice(Use.allCases.map(\.rawValue)), default: .word(Use.core.rawValue),
                "`core`: the function computes; `wait`: it holds a worker, but no core"),
            Parameter(
                "pool", .choice(Pool.allCases.map(\.rawValue)), default: .word(Pool.shared.rawValue),
                "`shared`: calls run on the worker pool; `own`: on threads of their own, however many"),
            Parameter(
                "function", .choice(Function.allCases.map(\.rawValue)), default: .word(Function.stateless.rawValue),
                "`stateful` (`py_function`, random numbers): rewrites do not make the map parallel"),
            Parameter("cost", .distribution(.time), default: .distribution(.constant(0)), "time of a call"),
            Parameter(
                optional: "costPerByte", .distribution(.timePerByte), "time for each input byte, added to `cost`"),
            Parameter(
                optional: "outputBytes", .quantity(.bytes, 0...1e15), "bytes of a result; the input's bytes when absent"
            ),
            Parameter(
                optional: "requests", .count(1...65536),
                "calls that one thread keeps in flight at a time, as coroutines; for `use: wait`; in order"),
        ] + CallLock.parameters
    /// What a bare value means.
    public static let primaryParameter: String? = "cost"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [
        [:], ["parallelism": .count(1)], ["parallelism": .count(4)],
        ["parallelism": .count(4), "order": .word("unordered")],
        ["parallelism": .count(3), "outputBytes": .quantity(7)], ["parallelism": .word("auto")],
        ["parallelism": .count(3), "pool": .word("own")],
        ["requests": .count(3), "use": .word("wait")],
        ["parallelism": .count(3), "lock": .word("gil"), "lockShare": .quantity(0.3)],
    ]

    /// Calls at a time.
    public package(set) var parallelism: Parallelism
    /// Order of delivery.
    public package(set) var order: Order
    /// What a call does with its thread.
    public package(set) var use: Use
    /// Which threads run the calls.
    public package(set) var pool: Pool
    /// Whether rewrites must take the function for stateful.
    public package(set) var function: Function
    /// Time of a call.
    public package(set) var service: ServiceTime
    /// Bytes of a result, or nil for as many as came in.
    public package(set) var outputBytes: Int64?
    /// Calls that wait and that one thread has under way at a time; nil where each takes a thread.
    public package(set) var requests: Int?
    /// The lock that calls hold for a part of their time.
    public package(set) var lock: CallLock?
    /// How the calls of a parallel map take slots.
    package var slots = Slots.shared

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        parallelism = Parallelism(values)
        order = Order(rawValue: values.word("order")) ?? .ordered
        use = Use(rawValue: values.word("use")) ?? .core
        pool = Pool(rawValue: values.word("pool")) ?? .shared
        function = Function(rawValue: values.word("function")) ?? .stateless
        service = ServiceTime(
            secondsPerElement: values.distribution("cost"), secondsPerByte: values.optionalDistribution("costPerByte"))
        outputBytes = values.optionalQuantity("outputBytes").map { Int64($0) }
        requests = values.optionalCount("requests")
        lock = try CallLock(values)
        guard requests != nil else { return }
        if use == .core {
            throw PipelineError(
                parameter: "requests", "`requests` needs `use: wait`: calls that compute in one thread take turns")
        }
        if parallelism != .sequential {
            throw PipelineError(
                parameter: "requests", "`requests` replaces `parallelism`: one thread keeps all calls in flight")
        }
    }

    /// A function of each element.
    ///
    /// - Parameters:
    ///   - cost: seconds of a call.
    ///   - costPerByte: seconds for each byte that comes in, added to `cost`.
    ///   - outputBytes: bytes of a result; as many as came in when nil.
    ///   - parallelism: calls at a time.
    ///   - order: of delivery, when parallel.
    ///   - use: whether the function computes, or waits without a core.
    ///   - pool: which threads run it.
    ///   - function: whether rewrites may take it for stateless.
    ///   - requests: calls that wait and that one thread has under way at a time, in place of `parallelism`.
    ///   - lock: held for a part of each call's time.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        cost: Distribution = 0, costPerByte: Distribution? = nil, outputBytes: Int64? = nil,
        parallelism: Parallelism = .sequential, order: Order = .ordered, use: Use = .core, pool: Pool = .shared,
        function: Function = .stateless, requests: Int? = nil, lock: CallLock? = nil
    ) throws(PipelineError) {
        try self.init(checking: [
            "requests": requests.map(ParameterValue.count), "lock": lock?.nameValue, "lockShare": lock?.shareValue,
            "lockHandOver": lock?.handOverValue,
            "cost": .distribution(cost), "costPerByte": costPerByte.map(ParameterValue.distribution),
            "outputBytes": outputBytes.map(ParameterValue.bytes), "parallelism": parallelism.parameterValue,
            "order": .choice(order), "use": .choice(use), "pool": .choice(pool), "function": .choice(function),
        ])
    }

    /// Time of its work.
    public var serviceTime: ServiceTime? { service }
    /// On the pool's threads or its own, computing or waiting.
    public var callPlace: Work.Place? { place }
    /// Pieces of work at the same time.
    public var concurrency: Int { requests ?? parallelism.count ?? 1 }
    /// At most the size of the worker pool.
    public func automaticParallelismLimit(poolThreads: Int) -> Int? { parallelism == .automatic ? poolThreads : nil }
    /// As many elements, of the bytes that its function makes.
    public func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        upstream.resized(toBytesPerSample: outputBytes)
    }
    /// Elements that it can hold ready.
    public var bufferCapacity: Int? { isAsynchronous ? requests ?? parallelism.count : nil }
    /// Calls at a time.
    public var parallelismParameter: String? { requests == nil ? "parallelism" : "requests" }
    /// In order, or as they come.
    public var orderParameter: String? { "order" }
    /// Whether it runs in threads of its own.
    public var isAsynchronous: Bool { requests != nil || parallelism != .sequential }

    /// If it waits for the oldest call.
    public var keepsOrder: Bool { !isAsynchronous || order == .ordered }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable { machine(context).boxed() }

    func machine(_ context: StageContext) -> StageMachine {
        guard isAsynchronous else { return .map(SequentialMapStage(call: call)) }
        return switch slots {
        case .shared: .parallelMap(ParallelMapStage(calls: calls(context)))
        case .keptByHead: .other(WrongMapStage.HeadKeepingSlot(calls: calls(context)))
        case .forResultsToo: .other(WrongMapStage.WithSlotsForResults(calls: calls(context)))
        case .onDemand: .other(WrongMapStage.OnDemand(calls: calls(context)))
        }
    }

    private func calls<Rule: SlotRule>(_ context: StageContext) -> ParallelCalls<Rule> {
        ParallelCalls(
            call: call, parallelism: requests ?? parallelism.initial(in: context, limit: context.poolThreads),
            isTuned: parallelism == .automatic, isOrdered: order == .ordered)
    }

    /// The element that its function makes of one.
    public func result(of element: Element) -> Element { call.result(element) }

    var call: MapCall { MapCall(place: place, outputBytes: outputBytes) }

    private var place: Work.Place {
        if requests != nil { return .ownThreadWait }
        return switch (pool, use) {
        case (.shared, .core): .workerCore
        case (.shared, .wait): .workerWait
        case (.own, .core): .ownThreadCore
        case (.own, .wait): .ownThreadWait
        }
    }
}

/// What a map does to an element.
package struct MapCall: Sendable {
    /// What a call occupies.
    package var place: Work.Place
    var outputBytes: Int64?

    /// Bytes of what it makes of an element.
    package func resultBytes(of bytes: Int64, samples: Int64) -> Int64 {
        guard let outputBytes else { return bytes }
        let (result, overflow) = outputBytes.multipliedReportingOverflow(by: samples)
        return overflow ? Element.maximumBytes : min(result, Element.maximumBytes)
    }

    func result(_ element: Element) -> Element {
        guard outputBytes != nil else { return element }
        return element.resized(toBytes: resultBytes(of: element.bytes, samples: element.samples))
    }
}

/// The caller's thread pulls, has the function run on the pool and waits: nothing happens before a demand.
struct SequentialMapStage: Stage {
    let call: MapCall

    mutating func demand(_ actions: inout Actions) { actions.pull() }
    mutating func element(_ element: Element, _ actions: inout Actions) { actions.perform(element, at: call.place) }
    mutating func workDone(_ work: Work, _ actions: inout Actions) { actions.emit(call.result(work.element)) }
    mutating func upstreamEnded(_ actions: inout Actions) { actions.end() }
    mutating func reset(_ actions: inout Actions) {}
}

extension Map: RecurrentOperator {
    /// Unless its calls share a lock or a thread, are tuned, or follow a wrong rule.
    package func recurrence(_ context: StageContext) -> StageRecurrence? {
        guard lock == nil, requests == nil, slots == .shared else { return nil }
        return switch parallelism {
        case .sequential: .call(call)
        case .fixed(let count): .calls(call, parallelism: count, isOrdered: order == .ordered)
        case .automatic: nil
        }
    }
}
