/// Cumulative counters of a run at the end of a step: each only grows.
///
/// A figure over any window is the difference of two snapshots, which is what lets the warm-up be cut off after the run.
public protocol CumulativeSnapshot: BitwiseCopyable, Sendable {
    /// Virtual time, in nanoseconds since the run began.
    var timeNanoseconds: Int64 { get }

    /// Steps (batches consumed) completed since the run began.
    var steps: Int64 { get }
}

/// Evenly spaced snapshots of a run of unknown length, in bounded memory.
///
/// A snapshot is kept every ``stride`` steps: five at first, the batches of MSER-5. When ``maximumCount`` are stored and
/// another falls due, every other one is dropped and the stride doubles. With the default of 2 · 1024 + 1 snapshots that
/// happens beyond 10,240 steps, from where the truncation is MSER-10, then MSER-20 …: MSER-(5·2ᵏ).
/// The snapshot of the start stays first for ever, so the batches always cover the run from its start.
public struct SnapshotSeries<Snapshot: CumulativeSnapshot>: Sendable {
    /// The stored snapshots, first the start's, then one every ``stride`` steps.
    public private(set) var snapshots: [Snapshot]

    /// Steps from one stored snapshot to the next.
    public private(set) var stride: Int64

    /// Snapshots that are never exceeded; odd, so that halving keeps the first and the last.
    public let maximumCount: Int

    @usableFromInline internal private(set) var nextDueStep: Int64

    /// Creates a series that begins with the run's start.
    ///
    /// - Parameters:
    ///   - start: counters at the start of what is measured.
    ///   - stepsPerBatch: the first stride, at least 1.
    ///   - maximumCount: most snapshots stored, odd and at least 3.
    public init(start: Snapshot, stepsPerBatch: Int64 = 5, maximumCount: Int = 2 * 1024 + 1) {
        precondition(stepsPerBatch >= 1, "A batch has at least one step")
        precondition(maximumCount >= 3 && !maximumCount.isMultiple(of: 2), "The most snapshots must be odd, at least 3")
        snapshots = [start]
        stride = stepsPerBatch
        self.maximumCount = maximumCount
        nextDueStep = start.steps + stepsPerBatch
    }

    /// Whether a snapshot is due after a step: one comparison, so that the caller builds it only then.
    ///
    /// - Parameter step: steps completed since the run began.
    @inlinable
    public func isDue(step: Int64) -> Bool { step >= nextDueStep }

    /// Stores the snapshot that is due.
    ///
    /// - Parameter snapshot: counters right after the step for which ``isDue(step:)`` first answered `true`.
    /// - Precondition: every step was offered, so the snapshot's step is exactly the due one; and time does not go back.
    /// - Complexity: amortised O(1).
    public mutating func record(_ snapshot: Snapshot) {
        precondition(
            snapshot.steps == nextDueStep, "A snapshot is recorded at the step it is due, neither before nor after")
        precondition(snapshot.timeNanoseconds >= last.timeNanoseconds, "A later snapshot has a later time")
        if snapshots.count == maximumCount { halve() }
        snapshots.append(snapshot)
        // A full series skips to the step that the doubled stride will need, so no snapshot is built in vain.
        nextDueStep += snapshots.count == maximumCount ? 2 * stride : stride
    }

    /// The latest stored snapshot, at most one stride (two when full) before the latest step.
    public var last: Snapshot { snapshots[snapshots.count - 1] }

    /// Mean time between steps in each batch, in nanoseconds: the series MSER judges.
    public var batchMeanNanoseconds: [Double] {
        zip(snapshots, snapshots.dropFirst()).map { earlier, later in
            Double(later.timeNanoseconds - earlier.timeNanoseconds) / Double(stride)
        }
    }

    private mutating func halve() {
        for kept in 0...maximumCount / 2 { snapshots[kept] = snapshots[2 * kept] }
        snapshots.removeLast(maximumCount / 2)
        stride *= 2
    }
}
