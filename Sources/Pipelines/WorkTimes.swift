import DiscreteEvent

/// How long the threads that do a stage's work have been at it (ns), waits for resources included; starting and ending
/// worker processes is not counted.
///
/// What goes on counts as far as it has come, so that the time at work between two instants is the difference of what
/// there is at them. A thread does one piece of work at a time.
package struct WorkTimes: BitwiseCopyable {
    private var workers = TimeWeighted()
    private var consumer = TimeWeighted()
    private var pinningThread = TimeWeighted()
    /// The part of the workers' work that is at storage.
    private var storage = TimeWeighted()

    @inline(__always)
    mutating func began(_ work: Work, at now: Int64) { change(work, by: 1, at: now) }

    @inline(__always)
    mutating func ended(_ work: Work, at now: Int64) { change(work, by: -1, at: now) }

    /// Nobody waits any more for what goes on.
    mutating func forgot(at now: Int64) {
        workers.update(to: 0, at: now)
        consumer.update(to: 0, at: now)
        pinningThread.update(to: 0, at: now)
        storage.update(to: 0, at: now)
    }

    /// Thread time of a crew by `now`, both in nanoseconds.
    package func nanoseconds(of crew: Crew, at now: Int64) -> Int128 {
        switch crew {
        case .workers: workers.integral(at: now)
        case .consumer: consumer.integral(at: now)
        case .pinningThread: pinningThread.integral(at: now)
        }
    }

    /// Time of workers at storage by `now`, both in nanoseconds.
    package func storageNanoseconds(at now: Int64) -> Int128 { storage.integral(at: now) }

    @inline(__always)
    private mutating func change(_ work: Work, by pieces: Int, at now: Int64) {
        if work.isStart { return }
        switch work.crew {
        case .workers:
            workers.change(by: pieces, at: now)
            if work.place.kind.isStorage { storage.change(by: pieces, at: now) }
        case .consumer: consumer.change(by: pieces, at: now)
        case .pinningThread: pinningThread.change(by: pieces, at: now)
        case nil: break
        }
    }
}
