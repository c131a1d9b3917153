/// How the times of a stage's elements follow from those of its neighbours' and of its own calls, where they follow
/// from nothing else.
///
/// Elements go in at one end and come out at the other, each after the one before or when its call is done: then every
/// start is the latest of some earlier ends, and no queue of events is needed.
///
/// - Source: F. Baccelli, G. Cohen, G. J. Olsder, J.-P. Quadrat (1992), "Synchronization and Linearity", §1.2: systems
///   of queues without choices are recurrences of maxima and sums.
package enum StageRecurrence {
    /// Samples are read, each when it is asked for.
    case reading(SampleReading)
    /// A function of each element, in turn.
    case call(at: Work.Place)
    /// A function of several elements at a time.
    case calls(at: Work.Place, parallelism: Int, isOrdered: Bool)
    /// Elements are joined.
    case batch(size: Int, dropsRemainder: Bool)
    /// A thread keeps elements ready.
    case buffer(limit: Int)
    /// Elements are picked at random from those that have come.
    case shuffle(capacity: Int, key: UInt64)
    /// Elements pass in the thread that asks for them.
    case passing
}

/// An operator that may have a recurrence; one that has none is simulated by events.
package protocol RecurrentOperator: Operator {
    /// Its recurrence at the beginning of a run; nil where its times depend on more.
    func recurrence(_ context: StageContext) -> StageRecurrence?
}

/// Which samples a source reads, and how, in their order.
package struct SampleReading {
    private var order: VisitingOrder
    private let layout: FileLayout

    init(_ source: Source, _ context: StageContext) {
        order = VisitingOrder(count: source.lengths.samples, access: source.access, context)
        layout = source.stored(named: context.name).layout
    }

    /// The next sample and where it is read; nil at the end of the epoch.
    package mutating func next() -> (sample: Int64, place: Work.Place)? {
        order.next().map { ($0, layout.place(ofSample: $0)) }
    }

    /// From the first sample again.
    package mutating func beginEpoch() { order.beginEpoch() }
}

extension Source: RecurrentOperator {
    /// Samples, one after the other; not mere names of files.
    package func recurrence(_ context: StageContext) -> StageRecurrence? {
        context.files == nil ? .reading(SampleReading(self, context)) : nil
    }
}

extension Map: RecurrentOperator {
    /// Unless its calls share a lock or a thread, are tuned, or follow a wrong rule.
    package func recurrence(_ context: StageContext) -> StageRecurrence? {
        guard lock == nil, requests == nil, slots == .shared else { return nil }
        return switch parallelism {
        case .sequential: .call(at: call.place)
        case .fixed(let count): .calls(at: call.place, parallelism: count, isOrdered: order == .ordered)
        case .automatic: nil
        }
    }
}

extension Batch: RecurrentOperator {
    /// In the thread that asks.
    package func recurrence(_ context: StageContext) -> StageRecurrence? {
        parallelism == .sequential ? .batch(size: size, dropsRemainder: remainder == .drop) : nil
    }
}

extension Prefetch: RecurrentOperator {
    /// Unless its buffer is tuned.
    package func recurrence(_ context: StageContext) -> StageRecurrence? {
        buffer.map { $0 == 0 ? .passing : .buffer(limit: $0) }
    }
}

extension Shuffle: RecurrentOperator {
    /// Always.
    package func recurrence(_ context: StageContext) -> StageRecurrence? {
        .shuffle(capacity: buffer, key: orderKey(context))
    }
}
