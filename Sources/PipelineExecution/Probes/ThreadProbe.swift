import DiscreteEvent

/// What handing work from thread to thread costs on this machine, measured in about three seconds; other load disturbs
/// it.
package struct ThreadProbe: Hashable, Sendable {
    /// What was measured for one length of time.
    package struct Point: Hashable, Sendable {
        /// How long a thread was blocked or was to sleep, in seconds.
        package let durationSeconds: Double
        /// What it cost.
        package let cost: Spread
    }

    /// From the signal until a thread runs that was blocked before, by the time that it was blocked.
    package let wakeUps: [Point]
    /// By how much timed sleeps last longer than they should, by their length.
    package let sleepOvershoots: [Point]
    /// From the moment that a thread leaves work until another one sees it that looks for some without sleeping.
    package let handOver: Spread

    /// Measures, with two threads at a time: the caller's and one of its own.
    ///
    /// - Parameters:
    ///   - blockedSeconds: how long threads are blocked before they are woken.
    ///   - sleepSeconds: how long threads sleep by themselves.
    ///   - runs: measurements of each length; 50 times as many of the hand-over.
    /// - Throws: `threadRefused` when the operating system gives no thread.
    /// - Precondition: lengths lie from 0 to 1 second; there is at least one run.
    package init(
        blockedSeconds: [Double] = [1e-4, 1e-3, 1e-2, 5e-2], sleepSeconds: [Double] = [5e-5, 1e-3, 1e-2],
        runs: Int = 40
    ) throws(ExecutionError) {
        precondition(runs >= 1, "a probe needs a run")
        precondition(
            (blockedSeconds + sleepSeconds).allSatisfy { (0...1).contains($0) }, "a probe is a matter of seconds")
        wakeUps = try Self.wakeUps(blockedSeconds, runs)
        sleepOvershoots = try Self.sleepOvershoots(sleepSeconds, runs)
        let thread = try SpinningThread()
        handOver = Spread((0..<50 * runs).map { _ in thread.handOver() })
    }

    private static func wakeUps(_ blockedSeconds: [Double], _ runs: Int) throws(ExecutionError) -> [Point] {
        let thread = try ParkedThread()
        // The first time, code and stack are touched for the first time.
        _ = thread.wakeUp(afterBlocking: 0)
        return blockedSeconds.map { seconds in
            let measured = (0..<runs).map { _ in thread.wakeUp(afterBlocking: nanoseconds(seconds)).wakeNanoseconds }
            return Point(durationSeconds: seconds, cost: Spread(measured))
        }
    }

    private static func sleepOvershoots(_ sleepSeconds: [Double], _ runs: Int) throws(ExecutionError) -> [Point] {
        let points = Monitor<[Point]>([])
        // On a thread of its own: how late sleeps end is a property of the thread.
        let thread = try WorkerThread {
            for seconds in sleepSeconds {
                let point = Point(
                    durationSeconds: seconds,
                    cost: Spread((0..<runs).map { _ in sleepOvershoot(nanoseconds: nanoseconds(seconds)) }))
                points.withLock { $0.append(point) }
            }
        }
        thread.join()
        return points.withLock { $0 }
    }

    private static func nanoseconds(_ seconds: Double) -> Int64 {
        SimulationTime.countedNanoseconds(inSeconds: seconds)
    }

    private static func sleepOvershoot(nanoseconds: Int64) -> Int64 {
        let end = HostClock.nanoseconds + nanoseconds
        StopSignal().sleep(until: end)
        return HostClock.nanoseconds - end
    }
}
