/// `shard`: every `count`-th element, or run of `block` elements, from the one at `index`; without these two, each
/// accelerator gets its share.
public struct Shard: Operator, Equatable {
    /// The key in scenario files.
    public static let name = "shard"
    /// One line for help texts and the schema.
    public static let summary = "one of `count` equal shares of the elements; upstream stages compute the others too"
    /// What may be said about it.
    public static let parameters = [
        Parameter(
            optional: "count", .count(1...65536), "shares; without `count` and `index`, each accelerator has its own"
        ).alsoCalled("num_shards"),
        Parameter(optional: "index", .count(0...65535), "which share, from 0 to `count` − 1"),
        Parameter(
            "block", .count(1...1_000_000_000), default: .count(1),
            "elements that follow one another and go to the same share, such as those of a row group"),
    ]
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [
        [:], ["count": .count(1), "index": .count(0)], ["count": .count(3), "index": .count(2)],
        ["count": .count(5), "index": .count(1)], ["count": .count(2), "index": .count(1), "block": .count(2)],
    ]

    /// One of several shares.
    public struct Share: Sendable, Equatable {
        /// Shares.
        public package(set) var count: Int64
        /// Which of them, from 0.
        public package(set) var index: Int64
    }

    /// The share that goes on, or nil when each accelerator has its own: everything, as long as it is not known whose
    /// pipeline this is.
    public package(set) var share: Share?
    /// Elements that a share gets in a row, before it is the next one's turn.
    public package(set) var block: Int64

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        block = Int64(values.count("block"))
        switch (values.optionalCount("count"), values.optionalCount("index")) {
        case (let count?, let index?):
            guard index < count else {
                throw PipelineError(parameter: "index", "`index` counts from 0: it must be below `count`, \(count)")
            }
            share = Share(count: Int64(count), index: Int64(index))
        case (nil, nil):
            share = nil
        case (_?, nil):
            throw PipelineError(
                parameter: "count", "`count` needs an `index`; without both, each accelerator gets a share of its own")
        case (nil, _?):
            throw PipelineError(
                parameter: "index", "`index` needs a `count`; without both, each accelerator gets a share of its own")
        }
    }

    /// A share of its own for each accelerator.
    public init() {
        share = nil
        block = 1
    }

    /// A share of its own for each accelerator.
    ///
    /// - Parameter block: elements that each gets in a row.
    /// - Throws: `PipelineError` when it is out of range.
    public init(block: Int) throws(PipelineError) { try self.init(checking: ["block": .count(block)]) }

    /// One of several equal shares.
    ///
    /// - Parameters:
    ///   - count: shares.
    ///   - index: which of them, from 0 to `count` − 1.
    ///   - block: elements that each gets in a row.
    /// - Throws: `PipelineError` when one is out of range.
    public init(count: Int, index: Int, block: Int = 1) throws(PipelineError) {
        try self.init(checking: ["count": .count(count), "index": .count(index), "block": .count(block)])
    }

    /// It leaves out the other shares, if there are any.
    public var conservesSamples: Bool { share?.count == 1 }

    /// Its share.
    public func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        MeanFlow(
            elements: upstream.elements / Double(share?.count ?? 1), samples: upstream.samples, bytes: upstream.bytes)
    }

    /// One for each share.
    public func intake(from files: StoredFiles) -> Double { Double(share?.count ?? 1) }

    /// Elements of one epoch.
    public func cardinality(after upstream: Cardinality) -> Cardinality {
        guard let share else { return upstream }
        let round = share.count * block
        return upstream.map { $0 / round * block + min(block, max(0, $0 % round - share.index * block)) }
    }

    /// The accelerator's share, unless a share was named.
    public func onAccelerator(_ rank: Int, of count: Int) -> Shard {
        var resolved = self
        if share == nil { resolved.share = Share(count: Int64(count), index: Int64(rank)) }
        return resolved
    }

    /// Names of files and indices too: it only counts.
    public var passesOn: Set<ElementKind> { [.file, .index] }
    /// It counts, unless it is a no-op.
    public var choosesByPosition: Bool { !isNoOp }

    /// If there is one share.
    public var isNoOp: Bool { share?.count == 1 }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        if let share { ShardStage(share: share, block: block) } else { PassThroughStage() }
    }
}

/// Pulls in the caller's thread and drops the elements of the other shares.
private struct ShardStage: Stage {
    let share: Shard.Share
    let block: Int64
    /// Of the next element, in a round of all shares.
    var position: Int64 = 0

    mutating func demand(_ actions: inout Actions) { actions.pull() }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        let isOurs = position / block == share.index
        position = position + 1 == share.count * block ? 0 : position + 1
        if isOurs { return actions.emit(element) }
        actions.discard(element)
        actions.pull()
    }

    mutating func upstreamEnded(_ actions: inout Actions) { actions.end() }
    mutating func reset(_ actions: inout Actions) { position = 0 }
}
