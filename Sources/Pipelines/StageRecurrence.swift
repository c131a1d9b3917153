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
    case call(MapCall)
    /// A function of several elements at a time.
    case calls(MapCall, parallelism: Int, isOrdered: Bool)
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
