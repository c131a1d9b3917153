public import Variates

/// `batch`: joins `size` elements into one.
public struct Batch: UsualOperator, Equatable {
    /// What happens to a tail shorter than a batch.
    public enum Remainder: String, Sendable, CaseIterable {
        /// It is delivered as a short batch.
        case keep
        /// It is thrown away; the work spent on it is not undone.
        case drop
    }

    /// The key in scenario files.
    public static let name = "batch"
    /// One line for help texts and the schema.
    public static let summary = "joins elements into a batch"
    /// What may be said about it.
    public static let parameters = [
        Parameter("size", .count(1...10_000_000), "elements in a batch").alsoCalled("batch_size"),
        Parameter(
            "remainder", .choice(Remainder.allCases.map(\.rawValue)), default: .word(Remainder.keep.rawValue),
            "`keep` or `drop` an incomplete last batch"
        ).alsoCalled("drop_remainder", true: "drop").alsoCalled("drop_last", true: "drop"),
        Parameter(
            "parallelism", Parallelism.parameterKind, default: .word("none"),
            "batches joined at a time, on the worker pool; `none`: in the caller's thread; `auto`: tuned while it runs"
        ).alsoCalled("num_parallel_calls"),
        Parameter(
            "order", .choice(Map.Order.allCases.map(\.rawValue)), default: .word(Map.Order.ordered.rawValue),
            "order of delivery of a parallel batch"
        ).alsoCalled("deterministic", true: "ordered"),
        Parameter(
            "cost", .distribution(.time), default: .distribution(.constant(0)), "time on a core to join a batch"),
        Parameter(
            optional: "costPerByte", .distribution(.timePerByte), "time for each byte of the batch, added to `cost`"),
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "size"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [
        ["size": .count(1)], ["size": .count(5)], ["size": .count(7), "remainder": .word("drop")],
        ["size": .count(5), "parallelism": .count(1)], ["size": .count(3), "parallelism": .count(3)],
        ["size": .count(7), "parallelism": .count(2), "remainder": .word("drop")],
        ["size": .count(5), "parallelism": .count(3), "order": .word("unordered")],
        ["size": .count(4), "parallelism": .word("auto")],
    ]

    /// Elements in a batch.
    public package(set) var size: Int
    /// What happens to a short tail.
    public package(set) var remainder: Remainder
    /// Batches joined at a time.
    public package(set) var parallelism: Parallelism
    /// Order of delivery of a parallel batch.
    public package(set) var order: Map.Order
    /// Time to join a batch.
    public package(set) var service: ServiceTime

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        size = values.count("size")
        remainder = Remainder(rawValue: values.word("remainder")) ?? .keep
        parallelism = Parallelism(values)
        order = Map.Order(rawValue: values.word("order")) ?? .ordered
        service = ServiceTime(
            secondsPerElement: values.distribution("cost"), secondsPerByte: values.optionalDistribution("costPerByte"))
    }

    /// Joins `size` elements into one.
    ///
    /// - Parameters:
    ///   - size: elements in a batch.
    ///   - remainder: what happens to a tail that is shorter.
    ///   - parallelism: batches joined at a time.
    ///   - order: of delivery, when parallel.
    ///   - cost: seconds on a core to join a batch.
    ///   - costPerByte: seconds for each byte of the batch, added to `cost`.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        _ size: Int, remainder: Remainder = .keep, parallelism: Parallelism = .sequential, order: Map.Order = .ordered,
        cost: Distribution = 0, costPerByte: Distribution? = nil
    ) throws(PipelineError) {
        try self.init(checking: [
            "size": .count(size), "remainder": .choice(remainder), "parallelism": parallelism.parameterValue,
            "order": .choice(order), "cost": .distribution(cost),
            "costPerByte": costPerByte.map(ParameterValue.distribution),
        ])
    }

    /// Time of its work.
    public var serviceTime: ServiceTime? { service }
    /// On the pool if several are joined at a time, and else in the consumer's thread.
    public var callPlace: Work.Place? { isAsynchronous ? .workerCore : .callerCore }
    /// Batches joined at the same time.
    public var concurrency: Int { parallelism.count ?? 1 }
    /// At most the size of the worker pool.
    public func automaticParallelismLimit(poolThreads: Int) -> Int? { parallelism == .automatic ? poolThreads : nil }
    /// Batches joined at a time.
    public var parallelismParameter: String? { "parallelism" }
    /// In order, or as they come.
    public var orderParameter: String? { "order" }
    /// Batches that it can have ready: as many as it joins at a time.
    public func readyLimit(poolThreads: Int) -> Double? {
        isAsynchronous
            ? Double(parallelism.count ?? automaticParallelismLimit(poolThreads: poolThreads) ?? 1) : nil
    }
    /// Batches, those that are not full counted as if they were.
    public func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow { upstream.batched(size) }
    /// The elements of a batch.
    public func intake(from files: StoredFiles) -> Double { Double(size) }
    /// Whether it runs in threads of its own.
    public var isAsynchronous: Bool { parallelism != .sequential }

    /// Elements of one epoch.
    public func cardinality(after upstream: Cardinality) -> Cardinality {
        upstream.map { remainder == .drop ? $0 / Int64(size) : $0 / Int64(size) + ($0 % Int64(size) > 0 ? 1 : 0) }
    }

    /// If it waits for the oldest batch.
    public var keepsOrder: Bool { !isAsynchronous || order == .ordered }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable { machine(context).boxed() }

    func machine(_ context: StageContext) -> StageMachine {
        if parallelism == .sequential { return .batch(BatchStage(self)) }
        return .other(
            ParallelBatchStage(
                size: size, dropsRemainder: remainder == .drop,
                parallelism: parallelism.initial(in: context, limit: context.poolThreads),
                isTuned: parallelism == .automatic, isOrdered: order == .ordered))
    }
}

/// Pulls the elements of a batch in the caller's thread, then joins them.
struct BatchStage: Stage {
    private let size: Int
    private let dropsRemainder: Bool
    private var members: [Element] = []
    private var upstreamHasEnded = false

    init(_ batch: Batch) {
        size = batch.size
        dropsRemainder = batch.remainder == .drop
    }

    mutating func demand(_ actions: inout Actions) {
        if upstreamHasEnded { actions.end() } else { actions.pull() }
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        members.append(element)
        actions.hold(element)
        if members.count < size { actions.pull() } else { join(&actions) }
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        upstreamHasEnded = true
        if members.isEmpty || dropsRemainder {
            dropMembers(&actions)
            actions.end()
        } else {
            join(&actions)
        }
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) { actions.emit(work.element) }

    mutating func reset(_ actions: inout Actions) {
        dropMembers(&actions)
        upstreamHasEnded = false
    }

    private mutating func join(_ actions: inout Actions) {
        let batch = actions.join(members)
        for member in members { actions.release(member) }
        members.removeAll(keepingCapacity: true)
        actions.perform(batch, at: .callerCore)
    }

    private mutating func dropMembers(_ actions: inout Actions) {
        for member in members { actions.drop(member) }
        members.removeAll(keepingCapacity: true)
    }
}

extension Batch: RecurrentOperator {
    /// In the thread that asks.
    package func recurrence(_ context: StageContext) -> StageRecurrence? {
        parallelism == .sequential ? .batch(size: size, dropsRemainder: remainder == .drop) : nil
    }
}
