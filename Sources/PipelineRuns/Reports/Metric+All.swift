extension Metric {
    /// All metrics, in the order of the documentation.
    public static let all: [Metric] =
        [
            samplesPerSecond,
            runSamplesPerSecond,
            batchesPerSecond,
            Metric(
                "bytesPerSecond", "data rate", .bytesPerSecond, .higher, .overSteadyParts,
                summary: "bytes per second that reach the training loops in the steady part"
            ) { $0.bytesPerSecond },
            epochSeconds,
            firstEpochSeconds,
            laterEpochSeconds,
            firstBatchSeconds,
            acceleratorUtilisation,
            firstEpochUtilisation,
            laterEpochsUtilisation,
            epochSamplesPerSecond,
            stallFraction,
        ] + utilisations + [
            Metric(
                "stepMedianSeconds", "step, median", .seconds, .lower,
                summary: "median time from the end of a step to the end of the next in its epoch, over the whole run"
            ) { $0.stepMedianSeconds },
            Metric(
                "stepP99Seconds", "step, p99", .seconds, .lower,
                summary: "99th percentile of the time from the end of a step to the end of the next"
            ) { $0.stepP99Seconds },
            peakBufferedBytes,
            Metric(
                "peakBytes", "peak memory", .bytes, .lower, .maximum,
                summary: "most bytes in buffers, shuffle, cache and in flight at a time, in any replication"
            ) { $0.peakBytes },
            barrierFraction,
            usesPerSample,
            readCacheHits,
            readCacheUtilisation,
            lockUtilisation,
        ]

    /// Steady throughput, on which precision and speed-up are judged.
    public static let samplesPerSecond = Metric(
        "samplesPerSecond", "throughput", .samplesPerSecond, .higher, .overSteadyParts,
        summary: "samples per second in the steady part, over all accelerators; in the whole run if nothing is steady"
    ) { $0.samplesPerSecond }

    /// Throughput of the whole run.
    public static let runSamplesPerSecond = Metric(
        "runSamplesPerSecond", "throughput of the run", .samplesPerSecond, .higher, .overRuns,
        summary: "samples ÷ length of the whole run, its start and interruptions included, over all accelerators"
    ) { $0.runSamplesPerSecond }

    /// Steady throughput, in batches.
    public static let batchesPerSecond = Metric(
        "batchesPerSecond", "batches/s", .batchesPerSecond, .higher, .overSteadyParts,
        summary: "batches per second in the steady part, over all accelerators"
    ) { $0.batchesPerSecond }

    /// Mean length of an epoch.
    public static let epochSeconds = Metric(
        "epochSeconds", "epoch", .seconds, .lower, summary: "mean length of an epoch, the first included"
    ) { $0.endedEpochs > 0 ? $0.epochSeconds : nil }

    /// Length of the first epoch.
    public static let firstEpochSeconds = Metric(
        "firstEpochSeconds", "first epoch", .seconds, .lower, summary: "length of the first epoch"
    ) { $0.endedEpochs > 0 ? $0.firstEpochSeconds : nil }

    /// Mean length of the epochs after the first.
    public static let laterEpochSeconds = Metric(
        "laterEpochSeconds", "later epochs", .seconds, .lower,
        summary: "mean length of the epochs after the first, if there are any"
    ) { $0.laterEpochSeconds }

    /// Time to the first batch.
    public static let firstBatchSeconds = Metric(
        "firstBatchSeconds", "first batch", .seconds, .lower,
        summary: "time until the training loop gets its first batch"
    ) { $0.hasFirstBatch ? $0.firstBatchSeconds : nil }

    /// AU as DLIO and MLPerf Storage define it.
    public static let acceleratorUtilisation = Metric(
        "acceleratorUtilisation", "AU", .fraction, .higher,
        summary: "DLIO's accelerator utilisation: compute time ÷ time after an epoch's first step, mean over epochs; "
            + "none where fewer than \(UtilisationReport.fewestSteps) steps are left"
    ) { $0.utilisation.isMeaningful ? $0.utilisation.value : nil }

    /// AU of the first epoch.
    public static let firstEpochUtilisation = Metric(
        "firstEpochUtilisation", "AU, first epoch", .fraction, .higher,
        summary: "DLIO's accelerator utilisation of the first epoch, where others follow"
    ) { $0.utilisation.firstEpoch }

    /// AU of the epochs after the first.
    public static let laterEpochsUtilisation = Metric(
        "laterEpochsUtilisation", "AU, later epochs", .fraction, .higher,
        summary: "DLIO's accelerator utilisation of the epochs after the first, mean over them"
    ) { $0.utilisation.laterEpochs }

    /// Throughput as DLIO and MLPerf Storage v1.0 define it.
    public static let epochSamplesPerSecond = Metric(
        "epochSamplesPerSecond", "DLIO's samples/s", .samplesPerSecond, .higher,
        summary: "DLIO's samples per second: samples of an epoch ÷ its length, first step included; of epochs that "
            + "checkpoints or evaluations interrupt, of each stretch between them; mean"
    ) { $0.epochSamplesPerSecond }

    /// Share of the time that the training loop waits for data while no step computes.
    public static let stallFraction = Metric(
        "stallFraction", "stall", .fraction, .lower, .overSteadyParts,
        summary: "share of the steady part that the training loop waits for data while no step computes"
    ) { $0.stallFraction }

    /// Share of the time that accelerators wait for others.
    public static let barrierFraction = Metric(
        "barrierFraction", "barrier", .fraction, .lower, .overSteadyParts,
        summary: "share of the steady part that accelerators spend at the barrier: waiting for others, and meeting"
    ) { $0.barrierFraction }

    /// How often a sample is used in an epoch.
    public static let usesPerSample = Metric(
        "usesPerSample", "uses of a sample", .count, .neither,
        summary: "how often a sample is used in an epoch, over all accelerators: more than 1 where they share no shards"
    ) { $0.usesPerSample }

    /// Share of the time that steps compute.
    public static let trainerUtilisation = Metric(
        "trainerUtilisation", "trainer", .fraction, .higher, .overSteadyParts,
        summary: "share of the steady part that steps compute"
    ) { $0.trainerUtilisation }

    /// Share of the disk in use.
    public static let diskUtilisation = Metric(
        "diskUtilisation", "disk", .fraction, .neither, .overSteadyParts,
        summary: "share in use of the disk's bandwidth, its queue places or the requests it accepts, whichever is most"
    ) { $0.diskUtilisation }

    /// Share of samples that were found in the read cache.
    public static let readCacheHits = Metric(
        "readCacheHits", "read cache hits", .fraction, .higher,
        summary: "share of the samples read in the steady part that the read cache had; none without one"
    ) { $0.readCacheHits }

    /// Share of the read cache's place in use.
    public static let readCacheUtilisation = Metric(
        "readCacheUtilisation", "read cache", .fraction, .neither, .overSteadyParts,
        summary:
            "share of the read cache's bandwidth or of its queue places in use, whichever is more; none without one"
    ) { $0.readCacheUtilisation }

    /// Share of the cores at work.
    public static let coreUtilisation = Metric(
        "coreUtilisation", "cores", .fraction, .neither, .overSteadyParts, summary: "share of the cores at work"
    ) { $0.coreUtilisation }

    /// Share of the worker threads in use.
    public static let workerUtilisation = Metric(
        "workerUtilisation", "workers", .fraction, .neither, .overSteadyParts,
        summary: "share of the pool's threads in use"
    ) { $0.workerUtilisation }

    /// Share of the time that the busiest lock is held.
    public static let lockUtilisation = Metric(
        "lockUtilisation", "lock", .fraction, .neither, .overSteadyParts,
        summary: "share of the time that the lock is held which is held most; none where calls hold none"
    ) { $0.lockUtilisation }

    /// Share of the time that copy engines copy ahead.
    public static let copyUtilisation = Metric(
        "copyUtilisation", "copy engine", .fraction, .neither, .overSteadyParts,
        summary: "share of the time that the copy engines copy for prefetchToDevice"
    ) { $0.copyUtilisation }

    /// Most bytes that wait in buffers.
    public static let peakBufferedBytes = Metric(
        "peakBufferedBytes", "peak buffered", .bytes, .lower, .maximum,
        summary: "most bytes in buffers, shuffle and cache at a time, in any replication"
    ) { $0.peakBufferedBytes }

    private static let utilisations = [
        trainerUtilisation, diskUtilisation, coreUtilisation, workerUtilisation, copyUtilisation,
    ]
}
