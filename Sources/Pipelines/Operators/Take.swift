/// `take`: the first elements of each epoch, and no more.
public struct Take: Operator, Equatable {
    /// The key in scenario files.
    public static let name = "take"
    /// One line for help texts and the schema.
    public static let summary = "the first `count` elements, then the end"
    /// What may be said about it.
    public static let parameters = [
        Parameter("count", .count(1...1_000_000_000_000), "elements that pass; the rest is not requested")
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "count"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [["count": .count(5)], ["count": .count(100)]]

    /// Elements that go on.
    public package(set) var count: Int64

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) { count = Int64(values.count("count")) }

    /// Passes the first elements of each epoch on, and no more.
    ///
    /// - Parameter count: elements that go on.
    /// - Throws: `PipelineError` when it is out of range.
    public init(_ count: Int) throws(PipelineError) { try self.init(checking: ["count": .count(count)]) }

    /// Elements of one epoch.
    public func cardinality(after upstream: Cardinality) -> Cardinality {
        switch upstream {
        case .finite(let elements): .finite(min(elements, count))
        case .infinite: .finite(count)
        case .unknown: .unknown
        }
    }

    /// At most `count`.
    public func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        MeanFlow(elements: min(upstream.elements, Double(count)), samples: upstream.samples, bytes: upstream.bytes)
    }

    /// Names of files and indices too: it only counts.
    public var passesOn: Set<ElementKind> { [.file, .index] }
    /// It counts.
    public var choosesByPosition: Bool { true }
    /// Once it has passed on `count`.
    public var endsEarly: Bool { true }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable { TakeStage(count: count) }
}

/// Passes elements on in the caller's thread; after the last one it asks its upstream no more.
private struct TakeStage: Stage {
    let count: Int64
    var taken: Int64 = 0

    mutating func demand(_ actions: inout Actions) {
        if taken == count { actions.end() } else { actions.pull() }
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        taken += 1
        actions.emit(element)
    }

    mutating func upstreamEnded(_ actions: inout Actions) { actions.end() }
    mutating func reset(_ actions: inout Actions) { taken = 0 }
}
