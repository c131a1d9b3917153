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

    @inlinable
    package init(work: Work, rank: Int, nanoseconds: Int64, servedNanoseconds: Int64) {
        self.work = work
        self.rank = rank
        self.nanoseconds = nanoseconds
        self.servedNanoseconds = servedNanoseconds
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
