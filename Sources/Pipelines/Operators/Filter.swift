public import Variates

/// `filter`: a predicate of each element, run on the worker pool in turn with the pull; a share of them goes on.
public struct Filter: Operator, Equatable {
    /// The key in scenario files.
    public static let name = "filter"
    /// One line for help texts and the schema.
    public static let summary = "a predicate of each element on the worker pool; only kept elements pass"
    /// What may be said about it.
    public static let parameters = [
        Parameter("keep", .quantity(.fraction, 1e-6...1), "probability that an element is kept"),
        Parameter(
            "use", .choice(Map.Use.allCases.map(\.rawValue)), default: .word(Map.Use.core.rawValue),
            "`core`: the predicate computes; `wait`: it holds a worker, but no core"),
        Parameter("cost", .distribution(.time), default: .distribution(.constant(0)), "time of a call"),
        Parameter(optional: "costPerByte", .distribution(.timePerByte), "time for each byte, added to `cost`"),
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "keep"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [
        ["keep": .quantity(1)], ["keep": .quantity(0.5)], ["keep": .quantity(0.8), "use": .word("wait")],
    ]

    /// Probability that an element is kept.
    public package(set) var keep: Double
    /// What a call does with its thread.
    public package(set) var use: Map.Use
    /// Time of a call.
    public package(set) var service: ServiceTime

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        keep = values.quantity("keep")
        use = Map.Use(rawValue: values.word("use")) ?? .core
        service = ServiceTime(
            secondsPerElement: values.distribution("cost"), secondsPerByte: values.optionalDistribution("costPerByte"))
    }

    /// Keeps a share of the elements.
    ///
    /// - Parameters:
    ///   - keep: probability that an element is kept.
    ///   - use: whether the predicate computes, or waits without a core.
    ///   - cost: seconds of a call.
    ///   - costPerByte: seconds for each byte, added to `cost`.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        keep: Double, use: Map.Use = .core, cost: Distribution = 0, costPerByte: Distribution? = nil
    ) throws(PipelineError) {
        try self.init(checking: [
            "keep": .quantity(keep), "use": .choice(use), "cost": .distribution(cost),
            "costPerByte": costPerByte.map(ParameterValue.distribution),
        ])
    }

    /// Time of its work.
    public var serviceTime: ServiceTime? { service }
    /// On a thread of the pool, computing or waiting.
    public var callPlace: Work.Place? { place }

    /// It leaves samples out.
    public var conservesSamples: Bool { false }

    /// The share that it keeps.
    public func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        MeanFlow(elements: upstream.elements * keep, samples: upstream.samples, bytes: upstream.bytes)
    }

    /// It judges each.
    public var isCalledForInput: Bool { true }

    /// As many as it must see to keep one.
    public func intake(from files: StoredFiles) -> Double { 1 / keep }

    /// Known only where nothing, or no end, comes in.
    public func cardinality(after upstream: Cardinality) -> Cardinality {
        switch upstream {
        case .finite(0), .infinite: upstream
        case .finite, .unknown: .unknown
        }
    }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        // The same for all accelerators, so that shards of what it keeps are disjoint.
        let key = StreamKey(
            seed: context.seed, replication: context.replication, stage: context.name + ".keep", rank: 0)
        return FilterStage(keep: keep, key: key.decisionKey, place: place)
    }

    private var place: Work.Place { use == .core ? .workerCore : .workerWait }
}

/// Pulls, and has the predicate run, until it keeps an element.
private struct FilterStage: Stage {
    let keep: Double
    let key: UInt64
    let place: Work.Place

    mutating func demand(_ actions: inout Actions) { actions.pull() }
    mutating func element(_ element: Element, _ actions: inout Actions) { actions.perform(element, at: place) }

    mutating func workDone(_ work: Work, _ actions: inout Actions) {
        if keeps(work.element) { return actions.emit(work.element) }
        actions.discard(work.element)
        actions.pull()
    }

    mutating func upstreamEnded(_ actions: inout Actions) { actions.end() }
    mutating func reset(_ actions: inout Actions) {}

    /// The decision belongs to the sample and the epoch in which it was read, whatever came before it.
    private func keeps(_ element: Element) -> Bool {
        keyedUniform(key: key, epoch: Int(element.epoch), sample: element.sample, counter: 0) < keep
    }
}
