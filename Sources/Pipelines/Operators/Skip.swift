public import Variates

/// `skip`: all but the first elements, of each epoch or of the run's first one.
public struct Skip: Operator, Equatable {
    /// In which epochs it leaves elements out.
    public enum Times: String, Sendable, CaseIterable {
        /// In each, as a stage of a pipeline that begins anew does.
        case eachEpoch
        /// In the first epoch of the run only, as a training that is resumed does.
        case once
    }

    /// The key in scenario files.
    public static let name = "skip"
    /// One line for help texts and the schema.
    public static let summary = "all but the first `count` elements; upstream stages compute those too"
    /// What may be said about it.
    public static let parameters = [
        Parameter("count", .count(0...1_000_000_000_000), "elements to drop, at the first request of an epoch"),
        Parameter(
            "acts", .choice(Times.allCases.map(\.rawValue)), default: .word(Times.eachEpoch.rawValue),
            "`eachEpoch`, or `once`: in the run's first epoch only, as when training is resumed"),
        Parameter(
            "cost", .distribution(.time), default: .distribution(.constant(0)),
            "computation of the caller's thread for each element that it drops"),
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "count"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [
        ["count": .count(0)], ["count": .count(7)], ["count": .count(7), "acts": .word("once")],
        ["count": .count(3), "cost": .distribution(.constant(1e-3))],
    ]

    /// Elements that are dropped.
    public package(set) var count: Int64
    /// In which epochs.
    public package(set) var acts: Times
    /// Seconds of the caller's thread for each of them.
    public package(set) var cost: Distribution

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        count = Int64(values.count("count"))
        acts = Times(rawValue: values.word("acts")) ?? .eachEpoch
        cost = values.distribution("cost")
    }

    /// Leaves the first elements out.
    ///
    /// - Parameters:
    ///   - count: elements that are dropped.
    ///   - acts: in which epochs.
    ///   - cost: seconds of the caller's thread for each of them.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(_ count: Int, acts: Times = .eachEpoch, cost: Distribution = 0) throws(PipelineError) {
        try self.init(checking: ["count": .count(count), "acts": .choice(acts), "cost": .distribution(cost)])
    }

    /// Why it cannot act once: what comes after it would repeat the epoch that it has shortened.
    public func placementProblem(upstream: ArraySlice<any Operator>, downstream: ArraySlice<any Operator>) -> String? {
        guard acts == .once, let other = downstream.first(where: { $0.keepsData || $0.repeatsData }) else { return nil }
        return "`skip` that acts once must come after `\(type(of: other).name)`, which would repeat the shortened epoch"
    }

    /// Elements of an epoch: of each, or of those after the first.
    public func cardinality(after upstream: Cardinality) -> Cardinality {
        acts == .once ? upstream : cardinalityOfFirstEpoch(after: upstream)
    }

    /// All but the first.
    public func cardinalityOfFirstEpoch(after upstream: Cardinality) -> Cardinality {
        upstream.map { max(0, $0 - count) }
    }

    /// All but the first; all where it acts once.
    public func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        guard acts == .eachEpoch else { return upstream }
        return MeanFlow(
            elements: max(0, upstream.elements - Double(count)), samples: upstream.samples, bytes: upstream.bytes)
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
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        SkipStage(count: count, acts: acts, times: OwnTimes(cost, at: .processCore, named: "skip", context))
    }
}

/// Pulls and drops in the caller's thread, then passes elements on.
private struct SkipStage: Stage {
    let count: Int64
    let acts: Skip.Times
    let times: OwnTimes
    var skipped: Int64 = 0

    mutating func demand(_ actions: inout Actions) { actions.pull() }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        guard skipped < count else { return actions.emit(element) }
        skipped += 1
        let nanoseconds = times.next(firstSample: element.sample, at: actions.now)
        if nanoseconds == 0 { return drop(element, &actions) }
        actions.perform(element, at: times.place, token: nanoseconds)
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) { drop(work.element, &actions) }
    mutating func upstreamEnded(_ actions: inout Actions) { actions.end() }

    /// What the first epoch has left of a count that acts once is skipped in no other.
    mutating func reset(_ actions: inout Actions) { skipped = acts == .eachEpoch ? 0 : count }

    private func drop(_ element: Element, _ actions: inout Actions) {
        actions.discard(element)
        actions.pull()
    }
}
