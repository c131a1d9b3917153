import Glibc
import Synchronization

/// A thread that sleeps until it is called, over and over.
struct ParkedThread: ~Copyable {
    /// How long it slept, and how long it took to wake up.
    struct WakeUp {
        /// From going to sleep to the call (ns).
        var blockedNanoseconds: Int64
        /// From the call until it runs (ns).
        var wakeNanoseconds: Int64
    }

    private let place: Place
    private let thread: WorkerThread

    init() throws(ExecutionError) {
        let place = Place()
        self.place = place
        thread = try WorkerThread { place.serve() }
    }

    deinit {
        place.call(.end)
        thread.join()
    }

    /// Lets it sleep for a while, then calls it and waits for the answer.
    ///
    /// The caller stays awake, as a thread would that worked and now has something to hand over.
    func wakeUp(afterBlocking nanoseconds: Int64) -> WakeUp {
        while place.parkedAt.load(ordering: .acquiring) == 0 { sched_yield() }
        let parkedAt = place.parkedAt.load(ordering: .acquiring)
        place.parkedAt.store(0, ordering: .relaxed)
        while HostClock.nanoseconds < parkedAt + nanoseconds {}
        place.wokenAt.store(0, ordering: .relaxed)
        let calledAt = place.call(.answer)
        var wokenAt: Int64 = 0
        while wokenAt == 0 {
            sched_yield()
            wokenAt = place.wokenAt.load(ordering: .acquiring)
        }
        return WakeUp(blockedNanoseconds: calledAt - parkedAt, wakeNanoseconds: wokenAt - calledAt)
    }
}

/// Where the two threads meet.
private final class Place: Sendable {
    enum Call { case answer, end }

    private let monitor = Monitor(Call?.none)
    private let called = Condition()
    // Without the lock, so that the caller does not hold it while the other thread wants it; 0 for not yet.
    let parkedAt = Atomic<Int64>(0)
    let wokenAt = Atomic<Int64>(0)

    /// Wakes the other thread; returns when (ns).
    @discardableResult
    func call(_ call: Call) -> Int64 {
        let calledAt = monitor.withLock { pending in
            pending = call
            return HostClock.nanoseconds
        }
        called.signal()
        return calledAt
    }

    /// The life of the thread that sleeps.
    func serve() {
        while true {
            var isParked = false
            let call = monitor.wait(for: called) { pending -> Call? in
                guard let call = pending else {
                    if !isParked { parkedAt.store(HostClock.nanoseconds, ordering: .releasing) }
                    isParked = true
                    return nil
                }
                pending = nil
                return call
            }
            wokenAt.store(HostClock.nanoseconds, ordering: .releasing)
            if call == .end { return }
        }
    }
}
