import Glibc
import Synchronization

/// A thread that looks for a call without ever sleeping, as the executor's threads do for a while.
struct SpinningThread: ~Copyable {
    private let mailbox: Mailbox
    private let thread: WorkerThread

    init() throws(ExecutionError) {
        let mailbox = Mailbox()
        self.mailbox = mailbox
        thread = try WorkerThread { mailbox.serve() }
    }

    deinit {
        mailbox.calledAt.store(Mailbox.end, ordering: .releasing)
        thread.join()
    }

    /// Calls it and waits for the answer.
    ///
    /// - Returns: from the call until it has seen it (ns).
    func handOver() -> Int64 {
        mailbox.seenAt.store(0, ordering: .relaxed)
        let calledAt = HostClock.nanoseconds
        mailbox.calledAt.store(calledAt, ordering: .releasing)
        while true {
            let seenAt = mailbox.seenAt.load(ordering: .acquiring)
            if seenAt != 0 { return seenAt - calledAt }
            sched_yield()
        }
    }
}

/// Times of a call and of its answer (ns); 0 for not yet.
private final class Mailbox: Sendable {
    static let end: Int64 = -1
    let calledAt = Atomic<Int64>(0)
    let seenAt = Atomic<Int64>(0)

    func serve() {
        while true {
            let call = calledAt.load(ordering: .acquiring)
            if call == Self.end { return }
            if call == 0 {
                sched_yield()
                continue
            }
            calledAt.store(0, ordering: .relaxed)
            seenAt.store(HostClock.nanoseconds, ordering: .releasing)
        }
    }
}
