import Glibc
import Synchronization

/// A lock that calls hold for a part of their time: a real one, for which threads wait.
final class CallMutex: Sendable {
    // The address never changes, and POSIX lets any thread use the mutex behind it.
    nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let held = Atomic<Int64>(0)

    init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        let status = pthread_mutex_init(mutex, nil)
        precondition(status == 0, "a mutex needs nothing that could be missing")
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// How long it has been held (ns).
    var heldNanoseconds: Int64 { held.load(ordering: .relaxed) }

    /// Does something while no other call can.
    ///
    /// - Parameter body: is told whether the lock had to be waited for.
    func hold<Failure: Error>(_ body: (Bool) throws(Failure) -> Void) throws(Failure) {
        let isFree = pthread_mutex_trylock(mutex) == 0
        if !isFree { pthread_mutex_lock(mutex) }
        let start = HostClock.nanoseconds
        defer {
            held.add(HostClock.nanoseconds - start, ordering: .relaxed)
            pthread_mutex_unlock(mutex)
        }
        try body(!isFree)
    }
}
