/// `cache`: keeps the elements of the first epoch, in memory or in a file, and delivers them in the following ones.
public struct Cache: Operator, Equatable {
    /// Where elements are kept.
    public enum Store: String, Sendable, CaseIterable {
        /// Nowhere: the operator passes elements through.
        case off
        /// In host memory.
        case memory
        /// In a file on the disk.
        case file
    }

    /// The key in scenario files.
    public static let name = "cache"
    /// One line for help texts and the schema.
    public static let summary = "keeps the first epoch's elements; upstream stages are idle afterwards"
    /// What may be said about it.
    public static let parameters = [
        Parameter(
            "store", .choice(Store.allCases.map(\.rawValue)), default: .word(Store.memory.rawValue),
            "`memory`; `file`: written to the disk, and read from it in later epochs; `off` to pass elements through")
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "store"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [
        [:], ["store": .word("off")], ["store": .word("file")],
    ]

    /// Where elements are kept.
    public package(set) var store: Store

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        store = Store(rawValue: values.word("store")) ?? .memory
    }

    /// Keeps the first epoch's elements, and delivers them in the later ones.
    ///
    /// - Parameter store: where they are kept.
    public init(_ store: Store = .memory) { self.store = store }

    /// Why it cannot stand there, or nil.
    public func placementProblem(upstream: ArraySlice<any Operator>, downstream: ArraySlice<any Operator>) -> String? {
        let elements = upstream.reduce(.finite(0)) { $1.cardinality(after: $0) }
        guard store != .off, elements == .infinite else { return nil }
        return "`cache` after `repeat: forever` never completes: put it before the `repeat`"
    }

    /// Once it is complete, nothing comes in.
    public var conservesSamples: Bool { store == .off }
    /// All samples, unless it is off.
    public var keepsData: Bool { store != .off }
    /// If they are stored there.
    public var keepsOnDisk: Bool { store == .file }

    /// If it is off, as the format alone can say.
    public var isNoOp: Bool { store == .off }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        switch store {
        case .off: PassThroughStage()
        case .memory: CacheStage(upstream: context.upstream)
        case .file: FileCacheStage()
        }
    }
}

/// Passes elements through and keeps them; after a complete first epoch delivers what it kept.
private struct CacheStage: Stage {
    private enum Role { case writing, reading }

    private var kept: [Element] = []
    private var role = Role.writing
    private var isComplete = false
    private var position = 0
    /// Elements after which the cache is complete without having seen the end, when that is known.
    private let expected: Int64?

    init(upstream: Cardinality) {
        if case .finite(let count) = upstream { expected = count } else { expected = nil }
    }

    mutating func demand(_ actions: inout Actions) {
        switch role {
        case .writing:
            actions.pull()
        case .reading where position < kept.count:
            position += 1
            actions.emit(actions.share(kept[position - 1]))
        case .reading:
            actions.end()
        }
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        kept.append(element)
        actions.hold(element)
        if Int64(kept.count) == expected { isComplete = true }
        actions.emit(actions.share(element))
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        isComplete = true
        actions.end()
    }

    /// The role is chosen anew for each epoch; a cache that was not completed is thrown away.
    mutating func reset(_ actions: inout Actions) {
        position = 0
        role = isComplete ? .reading : .writing
        guard !isComplete else { return }
        if holdsIncompleteCache { actions.discardCache() }
        for element in kept { actions.drop(element) }
        kept.removeAll()
    }

    var holdsIncompleteCache: Bool { !isComplete && !kept.isEmpty }
}
