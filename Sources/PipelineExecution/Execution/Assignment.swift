import Pipelines

/// A piece of work for a thread, with all that it needs to do it.
struct Assignment: Sendable {
    /// What is to be done.
    enum Task: Sendable {
        /// Read a sample.
        case read
        /// Read the samples of a row group, from the one that is asked for on.
        case readGroup(Range<Int64>)
        /// Pass on a sample that has come with its row group.
        case take(SampleBytes)
        /// Read a sample that the read cache keeps.
        case readKept(KeptBytes.Place)
        /// Write a sample to the read cache's file.
        case writeKept(SampleStore)
        /// Write an element to a file cache.
        case writeCache(CacheFile)
        /// Read a piece of a file cache.
        case readCache(CacheFile, piece: Int)
        /// Keep a core busy for the drawn time.
        case compute(ExecutionSettings.Body)
        /// Let the drawn time pass.
        case wait
        /// Copy a batch to the accelerator.
        case copy
        /// Compute a training step on the host.
        case hostStep
        /// Start a training step on the accelerator, and wait for it too where nothing else is to be started.
        case launch(thenFinish: Bool)
        /// Wait for the end of a step that was started.
        case finish(any LaunchedStep)
    }

    var work: Work
    var rank: Int
    var task: Task
    /// The drawn time (ns).
    var nanoseconds: Int64
    var content: ContentTable.Content
    /// Bytes of the element once the work is done.
    var resultBytes: Int64
    /// When it was asked for, and when it got its server (ns).
    var begunAt: Int64
    var servedAt: Int64
    /// When it was asked for by `HostClock` (ns): an emulated step begins then, as on a device with a queue.
    var requestedAt: Int64 = 0
    /// When a thread began with it (ns), if one has.
    var startedAt: Int64?
    /// The lock that a call holds for the last part of its time.
    var lock: Lock?
    /// Threads that are still at it.
    var runningThreads = 1

    /// What a call does under its lock.
    struct Lock: Sendable {
        /// Which one.
        var mutex: CallMutex
        /// How long it holds it (ns).
        var heldNanoseconds: Int64
        /// What it takes in addition where it had to be waited for (ns).
        var handOverNanoseconds: Int64
    }
}

/// What came of an assignment.
struct Performed: Sendable {
    /// The samples of the element now.
    var content: ContentTable.Content
    /// The part of the time that counts as service (ns); nil for all of it since the server was granted.
    var servedNanoseconds: Int64?
    /// A step that was started, and goes on.
    var launched: (any LaunchedStep)?
    /// Samples that have come with the one that was asked for.
    var arrived: [(sample: Int64, bytes: SampleBytes)] = []
    /// Where the sample was written for the read cache.
    var written: SampleStore.Piece?
    /// The checksum of a step's batch, as it was where the step was computed.
    var checksum: UInt64?
}
