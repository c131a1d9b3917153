/// The part of a run after its warm-up, as the counters at both ends.
public struct SteadyWindow<Snapshot: CumulativeSnapshot>: Sendable {
    /// Counters at the end of the warm-up.
    public let start: Snapshot

    /// Counters at the run's last stored snapshot.
    public let end: Snapshot

    /// Creates the window between two snapshots of one run.
    ///
    /// - Parameters:
    ///   - start: counters at the beginning.
    ///   - end: counters at a later or the same step.
    public init(start: Snapshot, end: Snapshot) {
        precondition(start.steps <= end.steps, "A window starts before it ends")
        precondition(start.timeNanoseconds <= end.timeNanoseconds, "A window starts before it ends")
        self.start = start
        self.end = end
    }

    /// Length in nanoseconds of virtual time.
    public var nanoseconds: Int64 { end.timeNanoseconds - start.timeNanoseconds }

    /// Steps completed in the window.
    public var steps: Int64 { end.steps - start.steps }

    /// Steady throughput in steps (batches) per second; `nil` for a window without duration.
    public var stepsPerSecond: Double? {
        nanoseconds > 0 ? Double(steps) * 1e9 / Double(nanoseconds) : nil
    }
}

extension SnapshotSeries {
    /// The window from the end of the warm-up to the last snapshot; `nil` unless the warm-up could be determined.
    ///
    /// - Parameter warmUp: the verdict on this series, `WarmUp(series)`.
    public func steadyWindow(after warmUp: WarmUp) -> SteadyWindow<Snapshot>? {
        guard case .truncate(let batches) = warmUp else { return nil }
        precondition(batches < snapshots.count, "The warm-up was judged on another series")
        return SteadyWindow(start: snapshots[batches], end: last)
    }
}
