/// `skip`: all but the first elements of each epoch.
public struct Skip: Operator, Equatable {
    /// The key in scenario files.
    public static let name = "skip"
    /// One line for help texts and the schema.
    public static let summary = "all but the first `count` elements; upstream stages compute those too"
    /// What may be said about it.
    public static let parameters = [
        Parameter(
            "count", .count(0...1_000_000_000_000), "elements to drop, at the first request of each epoch")
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "count"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [["count": .count(0)], ["count": .count(7)]]

    /// Elements that are dropped.
    public package(set) var count: Int64

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) { count = Int64(values.count("count")) }

    /// Leaves the first elements of each epoch out.
    ///
    /// - Parameter count: elements that are dropped.
    /// - Throws: `PipelineError` when it is out of range.
    public init(_ count: Int) throws(PipelineError) { try self.init(checking: ["count": .count(count)]) }

    /// Elements of one epoch.
    public func cardinality(after upstream: Cardinality) -> Cardinality { upstream.map { max(0, $0 - count) } }

    /// All but the first.
    public func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        MeanFlow(elements: max(0, upstream.elements - Double(count)), samples: upstream.samples, bytes: upstream.bytes)
    }

    /// It leaves the first ones out.
    public var conservesSamples: Bool { count == 0 }

    /// Names of files and indices too: it only counts.
    public var passesOn: Set<ElementKind> { [.file, .index] }
    /// It counts, unless it is a no-op.
    public var choosesByPosition: Bool { !isNoOp }

    /// If it skips nothing.
    public var isNoOp: Bool { count == 0 }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable { SkipStage(count: count) }
}

/// Pulls and drops in the caller's thread, then passes elements on.
private struct SkipStage: Stage {
    let count: Int64
    var skipped: Int64 = 0

    mutating func demand(_ actions: inout Actions) { actions.pull() }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        guard skipped < count else { return actions.emit(element) }
        skipped += 1
        actions.discard(element)
        actions.pull()
    }

    mutating func upstreamEnded(_ actions: inout Actions) { actions.end() }
    mutating func reset(_ actions: inout Actions) { skipped = 0 }
}
