/// A rule of the operators in a wrong form, to see what the right one is worth.
public enum WrongRule: String, Sendable, CaseIterable {
    /// The element that the consumer of an ordered parallel map waits for keeps its slot until it is finished.
    case headKeepsSlot = "head-keeps-slot"
    /// A parallel map has as many slots again for finished calls.
    case finishedCallsApart = "finished-calls-apart"
    /// A parallel map pulls only while its consumer waits for a call.
    case noRunAhead = "no-run-ahead"
    /// A parallel interleave opens a file only when a place of its cycle is free.
    case noFutureWorkers = "no-future-workers"
}
