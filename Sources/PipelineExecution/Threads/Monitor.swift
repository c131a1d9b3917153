import Glibc

/// State that threads change in turn, and wait for changes of.
///
/// A mutex of POSIX threads rather than that of `Synchronization`: ThreadSanitizer knows it.
/// - Source: Hoare (1974), "Monitors: an operating system structuring concept", CACM 17(10).
final class Monitor<State: ~Copyable>: Sendable {
    // Guarded by the mutex, which nobody but the methods below touches.
    nonisolated(unsafe) private var state: State
    // The address never changes, and POSIX lets any thread use the mutex behind it.
    nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    init(_ state: consuming sending State) {
        self.state = state
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        var attributes = pthread_mutexattr_t()
        pthread_mutexattr_init(&attributes)
        // Spins a little before it sleeps: the lock is held for a microsecond.
        pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_ADAPTIVE_NP))
        let status = pthread_mutex_init(mutex, &attributes)
        pthread_mutexattr_destroy(&attributes)
        precondition(status == 0, "a mutex needs nothing that could be missing")
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Uses or changes the state while no other thread can.
    @inline(__always)
    func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout State) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&state)
    }

    /// Tries until there is a result, and waits for the condition in between.
    ///
    /// - Parameters:
    ///   - deadline: a time of `HostClock` after which to give up.
    ///   - attempt: nil to wait for another signal.
    /// - Returns: nil after the deadline.
    func wait<Result>(
        for condition: Condition, until deadline: Int64 = .max, _ attempt: (inout State) -> Result?
    ) -> Result? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = attempt(&state) { return result }
            if !condition.wait(mutex, until: deadline) { return attempt(&state) }
        }
    }
}

/// What threads wait for in a monitor.
final class Condition: Sendable {
    // The address never changes, and POSIX lets any thread use the condition behind it.
    nonisolated(unsafe) private let condition: UnsafeMutablePointer<pthread_cond_t>

    init() {
        condition = .allocate(capacity: 1)
        condition.initialize(to: pthread_cond_t())
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        let status = pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
        precondition(status == 0, "a condition needs nothing that could be missing")
    }

    deinit {
        pthread_cond_destroy(condition)
        condition.deallocate()
    }

    /// Wakes a thread that waits.
    func signal() { pthread_cond_signal(condition) }

    /// Wakes all threads that wait.
    func broadcast() { pthread_cond_broadcast(condition) }

    /// False when the deadline has passed.
    fileprivate func wait(_ mutex: UnsafeMutablePointer<pthread_mutex_t>, until deadline: Int64) -> Bool {
        guard deadline < .max else {
            pthread_cond_wait(condition, mutex)
            return true
        }
        var time = timespec(nanoseconds: deadline)
        return pthread_cond_timedwait(condition, mutex, &time) != ETIMEDOUT
    }
}

extension timespec {
    /// A time of some clock, of `HostClock` for one.
    init(nanoseconds time: Int64) {
        self.init(tv_sec: Int(time / 1_000_000_000), tv_nsec: Int(time % 1_000_000_000))
    }
}
