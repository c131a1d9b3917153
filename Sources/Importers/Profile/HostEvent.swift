/// An event of a host's thread, as far as it tells how an input pipeline ran.
struct HostEvent {
    /// What happened.
    enum Kind: Sendable, Equatable {
        /// A call of an iterator: the number of its path.
        case iterator(path: Int)
        /// The loop asked for an element.
        case next
        /// An iterator with threads of its own had an element for the one that asks it.
        case consuming
        /// An iterator was made.
        case making
        /// A parallel interleave opened a file.
        case opening
        /// An iterator called a function, which ends later and elsewhere.
        case calling
        /// An iterator called a function and waited for it.
        case waiting
        /// The call went to an executor: it tells the call's context.
        case running
        /// A thread worked on the function of a context.
        case working
        /// A function ended, and its iterator was told.
        case ending
        /// A function called Python.
        case python
    }

    /// What happened.
    let kind: Kind
    /// Seconds since the profile began.
    let start: Double
    /// Seconds since the profile began; not before `start`.
    let end: Double
    /// Which iterator; 0 when the event does not say.
    var id: UInt64 = 0
    /// Which iterator asks it; 0 when the event does not say.
    var parent: UInt64 = 0
    /// Which run of a function, for events that begin it or belong to it; 0 when the event does not say.
    var context: UInt64 = 0
    /// Bytes of the element that the loop got; nil when the event does not say.
    var bytes: Double?
}

extension HostEvent.Kind {
    /// Names of events, and what they tell; the first that fits counts.
    ///
    /// - Source: the names that tensorflow 2.21 gives (`tensorflow/core/data`, `tensorflow/core/common_runtime`).
    private static let names: [(name: String, match: Match, kind: HostEvent.Kind)] = [
        ("IteratorGetNext", .prefix, .next),
        ("MakeIterator::", .prefix, .making),
        ("PrefetchConsume", .whole, .consuming),
        ("MapAndBatchConsume", .whole, .consuming),
        ("ParallelMapConsume", .whole, .consuming),
        ("ParallelBatchConsume", .whole, .consuming),
        ("ParallelInterleaveInitializeInput", .whole, .opening),
        ("InstantiatedCapturedFunction::RunAsync", .whole, .calling),
        ("InstantiatedCapturedFunction::Run", .prefix, .waiting),
        ("FunctionRun", .whole, .running),
        ("ExecutorState::Process", .whole, .working),
        ("ExecutorDoneCallback", .whole, .ending),
        ("EagerPyFunc", .prefix, .python),
        ("PyFunc", .prefix, .python),
    ]

    private enum Match { case whole, prefix }

    /// What an event of a name tells; nil when it tells nothing of input pipelines.
    ///
    /// Names of iterators are not among them: they are paths.
    init?(name: Substring) {
        // Of the operation only the event around its computation: what asks for it has other names.
        if name.hasPrefix("IteratorGetNext"), !name.hasSuffix("::DoCompute") { return nil }
        let found = Self.names.first { $0.match == .prefix ? name.hasPrefix($0.name) : name == $0.name }
        guard let found else { return nil }
        self = found.kind
    }
}
