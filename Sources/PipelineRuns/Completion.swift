public import Pipelines

/// Work that a backend has done, on its way back to its pipeline.
@usableFromInline
package struct Completion: BitwiseCopyable {
    @usableFromInline package var work: Work
    @usableFromInline package var rank: Int
    /// From the request of its resources to the end of its service.
    @usableFromInline package var nanoseconds: Int64
    /// The part of it after the wait for a thread or a slot; of a step, the part that was computation.
    @usableFromInline package var servedNanoseconds: Int64
    /// The part of it, after that wait, in which it had no core or shared one; 0 where that is not known.
    @usableFromInline package var contendedNanoseconds: Int64
    /// The part of it, after that wait, in which it waited for a lock.
    @usableFromInline package var lockWaitNanoseconds: Int64

    @inlinable
    package init(
        work: Work, rank: Int, nanoseconds: Int64, servedNanoseconds: Int64, contendedNanoseconds: Int64 = 0,
        lockWaitNanoseconds: Int64 = 0
    ) {
        self.work = work
        self.rank = rank
        self.nanoseconds = nanoseconds
        self.servedNanoseconds = servedNanoseconds
        self.contendedNanoseconds = contendedNanoseconds
        self.lockWaitNanoseconds = lockWaitNanoseconds
    }

    /// How a stage's work went that ended at a time (ns).
    @inlinable @inline(__always)
    package func course(endedAt end: Int64) -> WorkCourse {
        WorkCourse(
            begunAt: end - nanoseconds, servedAt: end - servedNanoseconds, contendedNanoseconds: contendedNanoseconds,
            lockWaitNanoseconds: lockWaitNanoseconds)
    }
}

/// A step that is done while others are not, at the barrier.
@usableFromInline
package struct FinishedStep: BitwiseCopyable {
    @usableFromInline package var completion: Completion
    @usableFromInline package var endedAt: Int64

    init(completion: Completion, endedAt: Int64) {
        self.completion = completion
        self.endedAt = endedAt
    }
}
