import DiscreteEvent

/// What the time of a stage has come to (ns): of its threads, of its calls, and of the training loop's waits for it.
///
/// All of it is read at once, because each call on a run that is borrowed copies the run.
package struct StageTimes: BitwiseCopyable, Sendable {
    /// Time at work of its workers.
    package let workers: Int128
    /// Time at work for it of its consumer's thread.
    package let consumer: Int128
    /// Time at work of its thread that pins memory.
    package let pinningThread: Int128
    /// The part of its workers' time that is at storage.
    package let storage: Int128
    /// Calls × nanoseconds that it could have made and did not, because finished results waited for an older one.
    package let heldBack: Int128
    /// How long it has had no room for more, if it works ahead; 0 otherwise.
    package let ahead: Int128
    /// How long the training loop has waited within epochs for elements whose work was in its hands.
    package let waits: WaitTimes

    init(_ port: Actions.Port, _ waits: WaitTimes, at now: Int64) {
        workers = port.workTimes.nanoseconds(of: .workers, at: now)
        consumer = port.workTimes.nanoseconds(of: .consumer, at: now)
        pinningThread = port.workTimes.nanoseconds(of: .pinningThread, at: now)
        storage = port.workTimes.storageNanoseconds(at: now)
        heldBack = port.heldBack.integral(at: now)
        ahead = port.ahead.integral(at: now)
        self.waits = waits
    }
}
