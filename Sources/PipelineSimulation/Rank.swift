import DiscreteEvent
import Measurements
import Pipelines

/// One accelerator with its copy engine, and the pipeline that feeds it.
struct Rank: ~Copyable {
    var run: PipelineRun
    var durations: StageDurations
    var accelerator = FIFOServers(servers: 1)
    var copyEngine = FIFOServers(servers: 1)
    var utilisation = AcceleratorUtilisation()
    /// There when a stage's parallelism is automatic.
    var autotuner: Autotuner?
    private var epoch = 0

    init(_ scenario: Scenario, replication: UInt32, rank: UInt32) {
        var share = scenario.platform
        // Each accelerator's pipeline has its share of the host's memory.
        share.memory.capacityBytes = share.memory.capacityBytes.map { $0 / Int64(scenario.platform.gpu.count) }
        run = PipelineRun(
            scenario.pipeline, platform: share, options: scenario.options, seed: scenario.run.seed,
            replication: replication, rank: rank)
        durations = StageDurations(scenario, replication: replication, rank: rank)
        autotuner = Autotuner(scenario)
        utilisation.epochStarted(at: 0)
    }

    /// The epoch's iterator was created: its tuning begins.
    mutating func beginTuning(at now: Int64) { autotuner?.epochBegan(&run, at: now) }

    /// Work of the pipeline was completed.
    mutating func noteWork(ofStage stage: Int, generation: UInt32, nanoseconds: Int64) {
        autotuner?.finished(stage: stage, generation: generation, nanoseconds: nanoseconds, in: run)
    }

    /// Tunes what is automatic; false when nothing has changed.
    mutating func tune(at now: Int64) -> Bool { autotuner?.tune(&run, at: now) ?? false }

    /// Notes the end of an epoch, and the beginning of the next; false when none has ended.
    mutating func hasEndedEpoch(at now: Int64) -> Bool {
        guard run.currentEpoch != epoch else { return false }
        epoch = run.currentEpoch
        utilisation.epochEnded(at: now)
        if !run.isFinished { utilisation.epochStarted(at: now) }
        return true
    }
}
