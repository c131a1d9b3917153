import Glibc

/// A value that several threads use in turn.
///
/// A mutex of POSIX threads rather than that of `Synchronization`: ThreadSanitizer knows it, and reports no races that
/// are none.
final class Locked<Value>: Sendable {
    // Guarded by the mutex, which nobody but `withLock` touches.
    nonisolated(unsafe) private var value: Value
    nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    init(_ value: sending Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        let status = pthread_mutex_init(mutex, nil)
        precondition(status == 0, "a mutex needs nothing that could be missing")
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Uses or changes the value while no other thread can.
    func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
