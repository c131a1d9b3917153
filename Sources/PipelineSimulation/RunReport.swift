/// How a replication ended.
public enum RunOutcome: Sendable {
    /// All epochs were run.
    case completed(RunReport)
    /// The modelled memory was exhausted; nothing after that moment is known.
    case outOfMemory(OutOfMemory)
}

/// A modelled out-of-memory.
public struct OutOfMemory: Sendable, Equatable {
    /// When it happened, in seconds of virtual time.
    public var seconds: Double
    /// Bytes needed at that moment, by one accelerator's pipeline.
    public var neededBytes: Int64
    /// Bytes there are for it.
    public var capacityBytes: Int64
    /// The stage that held most at that moment.
    public var stage: String
    /// Bytes that it held.
    public var stageBytes: Int64
}

/// What one replication measured.
public struct RunReport: Sendable {
    /// Over which part of the run the steady figures were taken.
    public enum Window: String, Sendable {
        /// Whole epochs after the first, their boundaries included.
        case laterEpochs = "later epochs"
        /// After the warm-up that MSER-5 found.
        case afterWarmUp = "after warm-up"
        /// The second half, because MSER-5 found no end of the warm-up: run longer.
        case notConverged = "not converged"
        /// Everything after the first step, because the run has too few steps to judge its warm-up.
        case tooShort = "too short"
    }

    /// Which part of the run is called steady.
    public var window: Window
    /// Length of the steady part, in steps of an accelerator: the mean, rounded down, where their shares differ.
    public var windowSteps: Int64
    /// Samples per second in the steady part, over all accelerators.
    public var samplesPerSecond: Double
    /// Batches (steps) per second in the steady part, over all accelerators.
    public var batchesPerSecond: Double
    /// Bytes that reach the training loops per second in the steady part.
    public var bytesPerSecond: Double
    /// Mean length of an epoch, in seconds.
    public var epochSeconds: Double
    /// Length of the first epoch, in seconds.
    public var firstEpochSeconds: Double
    /// Mean length of the epochs after the first, in seconds, if there are any.
    public var laterEpochSeconds: Double?
    /// Time until the training loop gets its first batch, in seconds.
    public var firstBatchSeconds: Double
    /// Accelerator utilisation by the definition of DLIO and MLPerf Storage: a fraction of one, if it is defined.
    public var acceleratorUtilisation: Double?
    /// Throughput by the definition of DLIO and MLPerf Storage v1.0, over all accelerators, if it is defined: the mean over
    /// epochs of samples ÷ length, first steps included, in samples per second.
    public var epochSamplesPerSecond: Double?
    /// Share of the steady part that the training loop waits for data while no step computes.
    ///
    /// Among several accelerators, one whose share of the data has ended waits until the epoch is over for all.
    public var stallFraction: Double
    /// Share of the steady part that accelerators spend at the barrier after a step: waiting for others, and meeting.
    public var barrierFraction: Double
    /// How often a sample is used in an epoch, over all accelerators; nil when the data never end.
    ///
    /// The mean over the samples of the source; 2 with two accelerators and no `shard`.
    public var usesPerSample: Double?
    /// Share of the steady part that steps compute.
    public var trainerUtilisation: Double
    /// Share of the disk's capacity in use: of its bandwidth or of its queue, whichever is more.
    public var diskUtilisation: Double
    /// Share of the cores at work.
    public var coreUtilisation: Double
    /// Share of the pool's threads in use.
    public var workerUtilisation: Double
    /// Share of the time that the copy engines copy for `prefetchToDevice`.
    public var copyUtilisation: Double
    /// Median time from the end of a step to the end of the next, in seconds.
    public var stepMedianSeconds: Double
    /// 99th percentile of that time, in seconds.
    public var stepP99Seconds: Double
    /// Most bytes in buffers, shuffle and cache at a time, over all accelerators.
    public var peakBufferedBytes: Double
    /// Most bytes in buffers and in flight at a time, over all accelerators.
    public var peakBytes: Double
    /// Length of the run, in seconds of virtual time.
    public var simulatedSeconds: Double
    /// Steps of all accelerators.
    public var steps: Int64
    /// Samples consumed by all accelerators.
    public var samples: Int64
    /// Events that the engine processed.
    public var events: UInt64
    /// The stages, from the source to the last.
    public var stages: [StageReport]
    /// The resources that all accelerators' pipelines share.
    public var resources: [ResourceReport]
}

/// What one stage did, on the first accelerator where it holds elements, on all where it works.
public struct StageReport: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Time of its work ÷ (time × work that it may do at once), over later epochs or the whole run.
    public var utilisation: Double
    /// Mean number of elements held.
    public var meanElements: Double
    /// Most elements held.
    public var maximumElements: Int64
    /// Most bytes held.
    public var maximumBytes: Int64
    /// Share of the run with nothing held; nil for a stage that holds nothing.
    public var emptyFraction: Double?
    /// Share of the run with its buffer full.
    public var fullFraction: Double?
    /// What automatic tuning has made of it in the end, on the first accelerator: calls at a time, or the size of the
    /// buffer; nil when nothing of it is automatic.
    public var tunedValue: Int?
}
