/// What must be added to a device's time to get the host's, and how far that may be wrong.
///
/// Clocks drift apart (PoCL's is not slewed by NTP, the host's is), so that a value is good for seconds, not for hours.
package struct DeviceClock: Hashable, Sendable {
    /// Host time less device time, in nanoseconds.
    package let offsetNanoseconds: Int64
    /// The offset is at most so far from the true one, in nanoseconds.
    package let uncertaintyNanoseconds: Int64

    /// Brackets the offset by what must come after what.
    ///
    /// The host enqueues a copy, the device begins it, ends it, and the host sees it ended. Each run narrows the
    /// bracket.
    /// - Source: Cristian (1989), "Probabilistic clock synchronization", Distributed Computing 3, §2: the bounds.
    package init(
        of queue: borrowing OpenCLQueue, in context: borrowing OpenCLContext, runs: Int = 32
    ) throws(OpenCLError) {
        let host = try OpenCLHostBuffer(byteCount: 8, in: context, on: queue)
        let buffer = try OpenCLBuffer(byteCount: 8, in: context)
        var (lowest, highest) = (Int64.min, Int64.max)
        for _ in 0..<max(1, runs) {
            let before = HostClock.nanoseconds
            let event = try queue.enqueueWrite(8, of: host, to: buffer)
            try event.wait()
            let after = HostClock.nanoseconds
            let times = try event.times()
            lowest = max(lowest, before - times.startedNanoseconds)
            highest = min(highest, after - times.endedNanoseconds)
        }
        // Where the clocks drifted during the runs, the bounds may have crossed.
        let (low, high) = (min(lowest, highest), max(lowest, highest))
        offsetNanoseconds = low + (high - low) / 2
        uncertaintyNanoseconds = (high - low + 1) / 2
    }

    /// A time of the device by the host's clock, in nanoseconds.
    package func hostNanoseconds(ofDevice nanoseconds: Int64) -> Int64 { nanoseconds + offsetNanoseconds }
}
