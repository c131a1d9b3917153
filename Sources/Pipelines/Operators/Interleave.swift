public import Variates

/// `interleave`: opens files and takes their records in turns, reading several files at a time if asked to.
public struct Interleave: Operator, Equatable {
    /// The key in scenario files.
    public static let name = "interleave"
    /// One line for help texts and the schema.
    public static let summary =
        "opens the source's files and takes their samples in turns, one file at a time or several"
    /// What may be said about it.
    public static let parameters =
        [
            Parameter("cycle", .count(1...65536), "files that are open at a time, taken in turns")
                .alsoCalled("cycle_length"),
            Parameter(
                "block", .count(1...1_000_000), default: .count(1), "samples of a file before the next one's turn"
            )
            .alsoCalled("block_length"),
            Parameter(
                "parallelism", Parallelism.parameterKind, default: .word("none"),
                "files of the cycle that are read at a time; `none`: the caller's thread reads; `auto`: tuned while it runs"
            ).alsoCalled("num_parallel_calls"),
            Parameter(
                "order", .choice(Map.Order.allCases.map(\.rawValue)), default: .word(Map.Order.ordered.rawValue),
                "order of delivery when parallel: in strict turns, or without waiting for a file that has no sample ready"
            ).alsoCalled("deterministic", true: "ordered"),
            Parameter(
                "use", .choice(Map.Use.allCases.map(\.rawValue)), default: .word(Map.Use.core.rawValue),
                "`core`: the function of each sample computes; `wait`: it holds a worker, but no core"),
            Parameter(
                "cost", .distribution(.time), default: .distribution(.constant(0)),
                "time of a function of each sample, on the pool, before the file's next sample is read"),
            Parameter(
                optional: "outputBytes", .quantity(.bytes, 0...1e15), "bytes of a result; the bytes read when absent"),
        ] + CallLock.parameters
    /// What a bare value means.
    public static let primaryParameter: String? = "cycle"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [
        ["cycle": .count(1)],
        ["cycle": .count(3), "block": .count(2), "cost": .distribution(.constant(1e-3))],
        ["cycle": .count(1), "parallelism": .count(1)],
        ["cycle": .count(4), "parallelism": .count(2), "cost": .distribution(.constant(1e-3)), "use": .word("wait")],
        ["cycle": .count(2), "block": .count(3), "parallelism": .count(4), "outputBytes": .quantity(7)],
        ["cycle": .count(3), "parallelism": .count(2), "order": .word("unordered")],
        ["cycle": .count(2), "parallelism": .word("auto")],
    ]

    /// Files that are open at a time.
    public package(set) var cycle: Int
    /// Samples of a file before the next one's turn.
    public package(set) var block: Int
    /// Files of the cycle that are read at a time.
    public package(set) var parallelism: Parallelism
    /// Order of delivery.
    public package(set) var order: Map.Order
    /// What the function does with its thread.
    public package(set) var use: Map.Use
    /// Time of the function of a sample.
    public package(set) var service: ServiceTime
    /// Bytes of a result, or nil for as many as were read.
    public package(set) var outputBytes: Int64?
    /// The lock that the function holds for a part of its time.
    public package(set) var lock: CallLock?
    /// Whether a parallel one opens files ahead of their turn, as tf.data does.
    package var opensAhead = true

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        cycle = values.count("cycle")
        block = values.count("block")
        parallelism = Parallelism(values)
        order = Map.Order(rawValue: values.word("order")) ?? .ordered
        use = Map.Use(rawValue: values.word("use")) ?? .core
        service = ServiceTime(secondsPerElement: values.distribution("cost"))
        outputBytes = values.optionalQuantity("outputBytes").map { Int64($0) }
        lock = try CallLock(values)
    }

    /// Opens files and takes their samples in turns.
    ///
    /// - Parameters:
    ///   - cycle: files that are open at a time.
    ///   - block: samples of a file before the next one's turn.
    ///   - parallelism: files of the cycle that are read at a time.
    ///   - order: of delivery, when parallel.
    ///   - use: whether the function of a sample computes, or waits without a core.
    ///   - cost: seconds of that function, before the file's next sample is read.
    ///   - outputBytes: bytes of a result; as many as were read when nil.
    ///   - lock: held for a part of each call's time.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        cycle: Int, block: Int = 1, parallelism: Parallelism = .sequential, order: Map.Order = .ordered,
        use: Map.Use = .core, cost: Distribution = 0, outputBytes: Int64? = nil, lock: CallLock? = nil
    ) throws(PipelineError) {
        try self.init(checking: [
            "lock": lock?.nameValue, "lockShare": lock?.shareValue, "lockHandOver": lock?.handOverValue,
            "cycle": .count(cycle), "block": .count(block), "parallelism": parallelism.parameterValue,
            "order": .choice(order), "use": .choice(use), "cost": .distribution(cost),
            "outputBytes": outputBytes.map(ParameterValue.bytes),
        ])
    }

    /// Time of the function of a sample; reading takes what the disk takes.
    public var serviceTime: ServiceTime? { service }
    /// On a thread of the pool, computing or waiting.
    public var callPlace: Work.Place? { call.place }
    /// Files that may be read at the same time: those of the cycle, and as many again twice that come next.
    public var concurrency: Int { isAsynchronous ? ParallelInterleaveStage.filesOfCycle(cycle) : 1 }
    /// A block from each file of the cycle.
    public func round(of files: StoredFiles) -> Double {
        Double(min(Int64(cycle), files.lengths.files)) * min(Double(block), files.lengths.mean)
    }
    /// Samples that it can hold ready.
    public var bufferCapacity: Int? {
        isAsynchronous
            ? ParallelInterleaveStage.filesOfCycle(cycle) * ParallelInterleaveStage.samplesReady(block: block) : nil
    }
    /// Files of the cycle that are read at a time.
    public var parallelismParameter: String? { "parallelism" }
    /// The files, where all that come in are read at a time; else those of the cycle: more than those are not read at a
    /// time, whatever their order.
    public func parallelismLimit(after upstream: MeanFlow) -> ParallelismLimit? {
        if upstream.elements <= Double(min(cycle, mostCalls)) { return .files }
        guard case .fixed(let count) = parallelism, count >= cycle else { return nil }
        return .parameter("cycle")
    }
    /// In order, or as they come.
    public var orderParameter: String? { "order" }
    /// The samples of the files, of the bytes that its function makes.
    public func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        MeanFlow(
            elements: upstream.elements * files.lengths.mean, samples: 1,
            bytes: outputBytes.map(Double.init) ?? files.size.mean)
    }
    /// Names of files, which it opens.
    public var takes: ElementKind { .file }
    /// A file for all of its samples.
    public func intake(from files: StoredFiles) -> Double { 1 / files.lengths.mean }
    /// Whether it runs in threads of its own.
    public var isAsynchronous: Bool { parallelism != .sequential }
    /// The most files at a time that automatic tuning may have it read, or nil when it is not tuned: those of the
    /// cycle, whatever the size of the pool.
    public func automaticParallelismLimit(poolThreads: Int) -> Int? { parallelism == .automatic ? cycle : nil }

    /// The element that its function makes of a record.
    public func result(of element: Element) -> Element { call.result(element) }

    /// If it takes strict turns.
    public var keepsOrder: Bool { !isAsynchronous || order == .ordered }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        guard let files = context.files else { preconditionFailure("an `interleave` has no source of files") }
        let reading = RecordReading(
            sizes: SampleSizes(files.size, source: files.source, context), layout: files.layout, call: call,
            skipsCall: callsTakeNoTime)
        guard isAsynchronous else { return SequentialInterleaveStage(reading, cycle: cycle, block: block) }
        return ParallelInterleaveStage(
            reading, cycle: cycle, block: block, parallelism: parallelism.initial(in: context, limit: cycle),
            isTuned: parallelism == .automatic, isOrdered: order == .ordered, opensAhead: opensAhead)
    }

    /// Files that may be read at a time if the cycle has as many.
    private var mostCalls: Int {
        switch parallelism {
        case .sequential: 1
        case .fixed(let count): count
        case .automatic: cycle
        }
    }

    private var call: MapCall { MapCall(place: use == .core ? .workerCore : .workerWait, outputBytes: outputBytes) }
}

extension Interleave: ReadingOperator {}
