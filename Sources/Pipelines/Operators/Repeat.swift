/// `repeat`: starts its upstream again when it ends.
public struct Repeat: Operator, Equatable {
    /// The key in scenario files.
    public static let name = "repeat"
    /// One line for help texts and the schema.
    public static let summary = "repeats what is upstream; downstream stages see one stream"
    /// What may be said about it.
    public static let parameters = [
        Parameter(
            "count", .countOrWord(1...1_000_000_000, words: ["forever"]), "passes over the upstream, or `forever`")
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "count"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [["count": .count(1)], ["count": .count(3)]]

    /// Passes, or nil for ever.
    public package(set) var count: Int?

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) { count = values.optionalCount("count") }

    /// Passes the data on several times.
    ///
    /// - Parameter count: passes over the upstream.
    /// - Throws: `PipelineError` when it is out of range.
    public init(_ count: Int) throws(PipelineError) { try self.init(checking: ["count": .count(count)]) }

    private init(count: Int?) { self.count = count }

    /// Passes the data on without an end, so that the training loop needs a number of steps.
    public static let forever = Repeat(count: nil)

    /// As often as it passes them on.
    public func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        MeanFlow(
            elements: upstream.elements * (count.map(Double.init) ?? .infinity), samples: upstream.samples,
            bytes: upstream.bytes)
    }

    /// Unless it passes the data on once.
    public var repeatsData: Bool { count != 1 }

    /// Elements of one epoch.
    public func cardinality(after upstream: Cardinality) -> Cardinality {
        if upstream == .finite(0) { return upstream }
        guard let count else { return .infinite }
        guard case .finite(let elements) = upstream else { return upstream }
        let (total, overflow) = elements.multipliedReportingOverflow(by: Int64(count))
        return overflow ? .infinite : .finite(total)
    }

    /// Names of files too.
    public var passesOn: Set<ElementKind> { [.file] }

    /// If it passes the data on once.
    public var isNoOp: Bool { count == 1 }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        RepeatStage(count: count)
    }
}

/// Restarts the upstream when it ends, until the passes are used up; without a limit, until one of them delivers
/// nothing.
private struct RepeatStage: Stage {
    private let count: Int?
    private var pass = 1
    private var hasDelivered = false

    init(count: Int?) { self.count = count }

    mutating func demand(_ actions: inout Actions) { actions.pull() }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        hasDelivered = true
        actions.emit(element)
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        if pass == count || (count == nil && !hasDelivered) { return actions.end() }
        pass += 1
        hasDelivered = false
        actions.restartUpstream()
        actions.pull()
    }

    mutating func reset(_ actions: inout Actions) {
        pass = 1
        hasDelivered = false
    }
}
