import CLinux
import Glibc

/// A thread of the operating system.
struct WorkerThread: Sendable {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private let thread: pthread_t

    /// Starts a thread.
    ///
    /// - Throws: `threadRefused` when the operating system gives none.
    init(_ run: @escaping @Sendable () -> Void) throws(ExecutionError) {
        let body = Unmanaged.passRetained(Body(run))
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                // Sleeps end when they should, not up to 50 µs later.
                overlap_set_timer_slack(1)
                body.run()
                return nil
            }, body.toOpaque())
        guard status == 0 else {
            body.release()
            throw .threadRefused(reason: String(cString: strerror(status)))
        }
        self.thread = thread
    }

    /// Waits for its end; to be called once.
    func join() { pthread_join(thread, nil) }

    /// Waits for its end until a time of `HostClock`; to be called once.
    ///
    /// - Returns: false when it goes on: nobody can wait for it any more, and it keeps what it uses alive.
    func join(until deadline: Int64) -> Bool {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let now = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        time = timespec(nanoseconds: now + max(0, deadline - HostClock.nanoseconds))
        if pthread_timedjoin_np(thread, nil, &time) == 0 { return true }
        pthread_detach(thread)
        return false
    }
}
