public import Pipelines

/// How a replication ended.
public enum RunOutcome: Sendable {
    /// All epochs were run.
    case completed(RunReport)
    /// The modelled memory was exhausted; nothing after that moment is known.
    case outOfMemory(OutOfMemory)
}

/// A modelled out-of-memory.
public struct OutOfMemory: Sendable, Equatable, Codable {
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
///
/// The figures of its steady part are its own members too: `report.stallFraction` is `report.steady.stallFraction`.
@dynamicMemberLookup
public struct RunReport: Sendable, Codable {
    /// Over which part of the run the steady figures were taken.
    public enum Window: String, Sendable, Codable {
        /// Whole epochs after the first, their boundaries included.
        case laterEpochs = "later epochs"
        /// After the warm-up that MSER-5 found.
        case afterWarmUp = "after warm-up"
        /// The second half, because MSER-5 found no end of the warm-up: run longer.
        case notConverged = "not converged"
        /// Everything after the first step, because the run has too few steps to judge its warm-up.
        case tooShort = "too short"
        /// The whole run, because no part of it is steady: what the loop takes was made before, buffers fill or empty
        /// all along, or it slows down midway.
        case wholeRun = "whole run"
    }

    /// The steady part; all of the run where nothing is steady.
    public var steady: WindowFigures
    /// The whole run, its start and its interruptions included.
    public var wholeRun: WindowFigures
    /// Epochs that have ended; fewer than the scenario's in a run that was cut short.
    public var endedEpochs: Int
    /// Whether the training loop has got a batch.
    public var hasFirstBatch: Bool
    /// Mean length of the epochs that have ended, in seconds; 0 when none has.
    public var epochSeconds: Double
    /// Length of the first epoch, in seconds; 0 when it has not ended.
    public var firstEpochSeconds: Double
    /// Mean length of the epochs after the first, in seconds, if there are any.
    public var laterEpochSeconds: Double?
    /// Time until the training loop gets its first batch, in seconds; 0 when it has got none.
    public var firstBatchSeconds: Double
    /// Accelerator utilisation by the definition of DLIO and MLPerf Storage.
    public var utilisation: UtilisationReport
    /// Throughput by the definition of DLIO and MLPerf Storage v1.0, over all accelerators, if it is defined: the mean
    /// over epochs, or over the stretches of epochs between checkpoints and evaluations, of samples ÷ length, first steps
    /// included, in samples per second.
    public var epochSamplesPerSecond: Double?
    /// How often a sample is used in an epoch, over all accelerators; nil when the data never end.
    ///
    /// The mean over the samples of the source; 2 with two accelerators and no `shard`.
    public var usesPerSample: Double?
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
    /// What simulated it, `.events` or `.recurrence`; nil for what was executed.
    public var engine: Engine?
    /// The stages, from the source to the last.
    public var stages: [StageReport]
    /// The resources that all accelerators' pipelines share.
    public var resources: [ResourceReport]
    /// What was drawn of times that vary much, over all accelerators.
    public var drawnTimes: [DrawnTimes] = []

    /// Accelerator utilisation by the definition of DLIO and MLPerf Storage: a fraction of one, if it is defined.
    public var acceleratorUtilisation: Double? { utilisation.value }

    /// Samples ÷ length of the run, over all accelerators, in samples per second.
    public var runSamplesPerSecond: Double { wholeRun.samplesPerSecond }

    /// A figure of the steady part.
    public subscript<Value>(dynamicMember figure: WritableKeyPath<WindowFigures, Value>) -> Value {
        get { steady[keyPath: figure] }
        set { steady[keyPath: figure] = newValue }
    }
}

/// What one stage did: over the whole run on the first accelerator where it holds elements, on all where it works.
public struct StageReport: Sendable, Equatable, Codable {
    /// Its name.
    public var name: String
    /// How it spends the time of the run's steady part, over which samples/s is taken.
    public var shares: StageShares
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
    /// Epochs whose cache was not complete when they were over, so that it was thrown away, on all accelerators.
    public var incompleteCaches: Int = 0

    /// Share of the steady part's time that its threads are at work.
    public var utilisation: Double { shares.utilisation }
}
