import Variates

/// `map` and `batch` in one, as TensorFlow fuses them: calls on single elements write their results into batches.
///
/// No scenario file names it: a rewrite makes it. It delivers in order, also when the map by itself would not:
/// TensorFlow's fused operator knows no other way.
public struct MapAndBatch: Operator, Equatable {
    /// What reports call its kind.
    public static let name = "mapAndBatch"
    /// One line for help texts and the schema.
    public static let summary = "map and batch in one: parallel calls fill whole batches ahead of the consumer"
    /// Those of the map, and those of the batch that have other names.
    public static let parameters = Map.parameters + Batch.parameters.filter { ["size", "remainder"].contains($0.name) }
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [
        ["size": .count(5)], ["size": .count(1), "parallelism": .count(3)],
        ["size": .count(7), "parallelism": .count(20), "remainder": .word("drop")],
        ["size": .count(8), "parallelism": .count(2), "outputBytes": .quantity(7)],
        ["size": .count(3), "parallelism": .word("auto")],
    ]

    /// The function, and how many calls of it there are at a time; 1 when it is sequential.
    public var map: Map
    /// The size of the batches, and what happens to a short one.
    public var batch: Batch

    /// Fuses two operators.
    public init(_ map: Map, _ batch: Batch) {
        self.map = map
        self.batch = batch
    }

    /// Makes the value from decoded parameters; joining takes no time.
    public init(_ values: ParameterValues) throws(PipelineError) {
        let batch = try Batch(
            parameters: ["size": .count(values.count("size")), "remainder": .word(values.word("remainder"))])
        self.init(try Map(values), batch)
    }

    /// Time of a call: the map's own, and the element's share of the time that joining the batch takes on average.
    ///
    /// The share is constant, so that the map's durations stay those that it draws by itself.
    public var serviceTime: ServiceTime? {
        var service = map.service
        if copySecondsPerElement > 0 {
            service.secondsPerElement = service.secondsPerElement.increased(by: copySecondsPerElement)
        }
        if copySecondsPerByte > 0 {
            service.secondsPerByte =
                service.secondsPerByte.map { $0.increased(by: copySecondsPerByte) } ?? .constant(copySecondsPerByte)
        }
        return service
    }
    /// Where the map's function runs.
    public var callPlace: Work.Place? { map.callPlace }
    /// Pieces of work at the same time.
    public var concurrency: Int { map.concurrency }
    /// The most calls that automatic tuning may give it.
    public func automaticParallelismLimit(poolThreads: Int) -> Int? {
        map.automaticParallelismLimit(poolThreads: poolThreads)
    }
    /// That of the map.
    public var lock: CallLock? { map.lock }
    /// Calls at a time.
    public var parallelismParameter: String? { "parallelism" }
    /// Batches that may be open at a time.
    public func readyLimit(poolThreads: Int) -> Double? { Double(MapAndBatchStage.batchLimit) }
    /// As the two do one after the other.
    public func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        batch.meanFlow(after: map.meanFlow(after: upstream, from: files), from: files)
    }
    /// The map is.
    public var isCalledForInput: Bool { true }
    /// The elements of a batch.
    public func intake(from files: StoredFiles) -> Double { batch.intake(from: files) }
    /// It runs in threads of its own, also when the map is sequential.
    public var isAsynchronous: Bool { true }

    /// Elements of one epoch.
    public func cardinality(after upstream: Cardinality) -> Cardinality { batch.cardinality(after: upstream) }

    /// The element that a call makes of one.
    public func result(of element: Element) -> Element { map.result(of: element) }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        MapAndBatchStage(
            call: map.call, size: batch.size, dropsRemainder: batch.remainder == .drop,
            parallelism: map.parallelism.initial(in: context, limit: context.poolThreads),
            isTuned: map.parallelism == .automatic, mostCalls: map.parallelism.count ?? context.poolThreads)
    }

    /// Whether the time to join a batch has a mean.
    var hasFiniteCosts: Bool { copySecondsPerElement.isFinite && copySecondsPerByte.isFinite }

    private var copySecondsPerElement: Double {
        let perBatch = batch.service.secondsPerElement.mean / Double(batch.size)
        let perByte = batch.service.secondsPerByte?.mean ?? 0
        return perBatch + (map.outputBytes.map { perByte * Double($0) } ?? 0)
    }

    private var copySecondsPerByte: Double {
        map.outputBytes == nil ? batch.service.secondsPerByte?.mean ?? 0 : 0
    }
}
