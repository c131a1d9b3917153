public import Pipelines

/// One piece of work as a thread did it; times in nanoseconds since the run began.
public struct WorkRecord: Sendable {
    /// What was done.
    public var work: Work
    /// Accelerator whose pipeline asked for it.
    public var rank: Int
    /// The time that was drawn for it (ns); 0 where the hardware determines it.
    public var drawnNanoseconds: Int64
    /// When the stage asked for it.
    public var begunAt: Int64
    /// When its station had room for it.
    public var servedAt: Int64
    /// When a thread began with it.
    public var startedAt: Int64
    /// When the thread had done it.
    public var endedAt: Int64
    /// When the stage learnt of it.
    public var completedAt: Int64
    /// The part of it that counts as service: of a step on a device, the computation there (ns).
    public var servedNanoseconds: Int64

    /// What it took beyond the drawn time since its station had room (ns).
    public var overheadNanoseconds: Int64 { completedAt - servedAt - drawnNanoseconds }
}
