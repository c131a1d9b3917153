/// Cumulative counters of a run at the end of a step: each only grows.
///
/// A figure over any window is the difference of two snapshots, which is what lets the warm-up be cut off after the
/// run.
public protocol CumulativeSnapshot: BitwiseCopyable, Sendable {
    /// Virtual time, in nanoseconds since the run began.
    var timeNanoseconds: Int64 { get }

    /// Steps (batches consumed) completed since the run began.
    var steps: Int64 { get }
}

/// Evenly spaced snapshots of a run of unknown length, in bounded memory.
///
/// A snapshot is kept every ``stride`` steps: each at first. When ``maximumCount`` are stored and another falls due,
/// every other one is dropped and the stride doubles; with the default of 2 · 1024 + 1 snapshots that happens beyond
/// 2,048 steps. Whoever judges the warm-up joins as many as make at least five steps (``snapshotsPerBatch``): MSER-5 up
/// to 2,048 steps, then MSER-6, MSER-8, and from 8,192 on MSER-(2ᵏ).
/// The snapshot of the start stays first for ever, so the batches always cover the run from its start.
public struct SnapshotSeries<Snapshot: CumulativeSnapshot>: Sendable {
    /// The stored snapshots, first the start's, then one every ``stride`` steps.
    public private(set) var snapshots: [Snapshot]

    /// Numbers that go with each snapshot, as many as the run has of them, one snapshot's after the other's.
    private var levels: [Double]

    /// Numbers that go with each snapshot.
    public let levelCount: Int

    /// Steps from one stored snapshot to the next.
    public private(set) var stride: Int64

    /// Snapshots that are never exceeded; odd, so that halving keeps the first and the last.
    public let maximumCount: Int

    @usableFromInline internal private(set) var nextDueStep: Int64

    /// Creates a series that begins with the run's start.
    ///
    /// - Parameters:
    ///   - start: counters at the start of what is measured.
    ///   - levelCount: numbers that go with each snapshot, all 0 at the start.
    ///   - maximumCount: most snapshots stored, odd and at least 3.
    public init(start: Snapshot, levelCount: Int = 0, maximumCount: Int = 2 * 1024 + 1) {
        precondition(levelCount >= 0, "A number of levels is not negative")
        precondition(maximumCount >= 3 && !maximumCount.isMultiple(of: 2), "The most snapshots must be odd, at least 3")
        snapshots = [start]
        levels = Array(repeating: 0, count: levelCount)
        stride = 1
        self.levelCount = levelCount
        self.maximumCount = maximumCount
        nextDueStep = start.steps + 1
    }

    /// Creates the series of a run that is over, from the snapshots that were kept.
    ///
    /// - Parameters:
    ///   - snapshots: that of the start, then those of ``kept(ofSteps:maximumCount:)``.
    ///   - levels: `levelCount` numbers for each of them, all 0 at the start.
    ///   - levelCount: numbers that go with each snapshot.
    ///   - stride: steps from one snapshot to the next.
    package init(snapshots: [Snapshot], levels: [Double], levelCount: Int, stride: Int64) {
        self.init(start: snapshots[0], levelCount: levelCount)
        precondition(snapshots.count <= maximumCount, "A series has no more snapshots than its maximum")
        precondition(levels.count == levelCount * snapshots.count, "Each number of each snapshot has a value")
        self.stride = stride
        self.snapshots = snapshots
        self.levels = levels
        nextDueStep = last.steps + (snapshots.count == maximumCount ? 2 * stride : stride)
    }

    /// The snapshots that are left of a run at its end.
    ///
    /// - Parameter steps: of the run.
    /// - Returns: steps from one to the next, and the step of the last.
    package static func kept(ofSteps steps: Int64, maximumCount: Int = 2 * 1024 + 1) -> (stride: Int64, last: Int64) {
        let most = Int64(maximumCount - 1)
        var stride: Int64 = 1
        while steps >= (most + 2) * stride { stride *= 2 }
        return (stride, min(steps / stride, most) * stride)
    }

    /// Whether a snapshot is due after a step: one comparison, so that the caller builds it only then.
    ///
    /// - Parameter step: steps completed since the run began.
    @inlinable
    public func isDue(step: Int64) -> Bool { step >= nextDueStep }

    /// Stores the snapshot that is due.
    ///
    /// - Parameters:
    ///   - snapshot: counters right after the step for which ``isDue(step:)`` first answered `true`.
    ///   - levels: the values then of the numbers that go with it, as many as ``levelCount``.
    /// - Precondition: every step was offered, so the snapshot's step is exactly the due one; and time does not go
    ///   back.
    /// - Complexity: amortised O(1) for each number.
    public mutating func record(_ snapshot: Snapshot, levels: [Double] = []) {
        precondition(
            snapshot.steps == nextDueStep, "A snapshot is recorded at the step it is due, neither before nor after")
        precondition(snapshot.timeNanoseconds >= last.timeNanoseconds, "A later snapshot has a later time")
        precondition(levels.count == levelCount, "Each of the numbers that go with a snapshot has a value")
        if snapshots.count == maximumCount { halve() }
        snapshots.append(snapshot)
        self.levels += levels
        // A full series skips to the step that the doubled stride will need, so no snapshot is built in vain.
        nextDueStep += snapshots.count == maximumCount ? 2 * stride : stride
    }

    /// The latest stored snapshot, at most one stride (two when full) before the latest step.
    public var last: Snapshot { snapshots[snapshots.count - 1] }

    /// The value at a snapshot of one of the numbers that go with it.
    ///
    /// - Parameters:
    ///   - index: which number, from 0.
    ///   - snapshot: position in ``snapshots``.
    public func level(_ index: Int, at snapshot: Int) -> Double { levels[snapshot * levelCount + index] }

    /// Intervals between snapshots that make one of MSER's batches: at least five steps.
    public var snapshotsPerBatch: Int { Int((Self.fewestStepsPerBatch + stride - 1) / stride) }

    private static var fewestStepsPerBatch: Int64 { 5 }

    /// Mean time between steps in each batch, in nanoseconds: the series MSER judges; an incomplete last batch is left
    /// out.
    public var batchMeanNanoseconds: [Double] {
        let length = snapshotsPerBatch
        return Swift.stride(from: length, to: snapshots.count, by: length).map { last in
            let nanoseconds = snapshots[last].timeNanoseconds - snapshots[last - length].timeNanoseconds
            return Double(nanoseconds) / Double(Int64(length) * stride)
        }
    }

    private mutating func halve() {
        for kept in 1...maximumCount / 2 {
            snapshots[kept] = snapshots[2 * kept]
            for index in 0..<levelCount {
                levels[kept * levelCount + index] = levels[2 * kept * levelCount + index]
            }
        }
        snapshots.removeLast(maximumCount / 2)
        levels.removeLast(maximumCount / 2 * levelCount)
        stride *= 2
    }
}
