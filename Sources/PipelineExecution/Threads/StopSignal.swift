import Synchronization

/// Asks threads to stop, also those that sleep.
final class StopSignal: Sendable {
    private let flag = Atomic<Bool>(false)
    private let monitor = Monitor(false)
    private let raised = Condition()

    /// Whether to stop.
    var isRaised: Bool { flag.load(ordering: .relaxed) }

    func raise() {
        flag.store(true, ordering: .relaxed)
        monitor.withLock { $0 = true }
        raised.broadcast()
    }

    /// Sleeps until a time of `HostClock`, or until it is raised.
    func sleep(until deadline: Int64) {
        if HostClock.nanoseconds >= deadline { return }
        _ = monitor.wait(for: raised, until: deadline) { $0 ? true : nil }
    }
}
