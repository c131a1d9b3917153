/// How a piece of work went, as the backend that did it knows (ns).
@usableFromInline
package struct WorkCourse: BitwiseCopyable, Sendable {
    /// When it was begun.
    @usableFromInline package var begunAt: Int64
    /// When it got the server that it had to wait for.
    @usableFromInline package var servedAt: Int64
    /// The part of the time after that in which it had no core, or shared one.
    @usableFromInline package var contendedNanoseconds: Int64
    /// The part of the time after that in which it waited for a lock.
    @usableFromInline package var lockWaitNanoseconds: Int64

    /// How a piece of work went.
    @inlinable
    package init(begunAt: Int64, servedAt: Int64, contendedNanoseconds: Int64, lockWaitNanoseconds: Int64 = 0) {
        self.begunAt = begunAt
        self.servedAt = servedAt
        self.contendedNanoseconds = contendedNanoseconds
        self.lockWaitNanoseconds = lockWaitNanoseconds
    }
}
