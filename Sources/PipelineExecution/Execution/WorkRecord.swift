package import Pipelines

/// One piece of work as a thread did it; times in nanoseconds since the run began.
package struct WorkRecord: Sendable {
    /// What was done.
    package var work: Work
    /// Accelerator whose pipeline asked for it.
    package var rank: Int
    /// The time that was drawn for it (ns); 0 where the hardware determines it.
    package var drawnNanoseconds: Int64
    /// When the stage asked for it.
    package var begunAt: Int64
    /// When its station had room for it.
    package var servedAt: Int64
    /// When a thread began with it.
    package var startedAt: Int64
    /// When the thread had done it.
    package var endedAt: Int64
    /// When the stage learnt of it.
    package var completedAt: Int64
    /// The part of it that counts as service: of a step on a device, the computation there (ns).
    package var servedNanoseconds: Int64
}
