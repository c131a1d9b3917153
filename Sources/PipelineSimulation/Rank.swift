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
    private var epoch = 0

    init(_ scenario: Scenario, replication: UInt32, rank: UInt32) {
        var share = scenario.platform
        // Each accelerator's pipeline has its share of the host's memory.
        share.memory.capacityBytes = share.memory.capacityBytes.map { $0 / Int64(scenario.platform.gpu.count) }
        run = PipelineRun(
            scenario.pipeline, platform: share, options: scenario.options, seed: scenario.run.seed,
            replication: replication, rank: rank)
        durations = StageDurations(scenario, replication: replication, rank: rank)
        utilisation.epochStarted(at: 0)
    }

    /// Notes the end of an epoch, and the beginning of the next; false when none has ended.
    mutating func hasEndedEpoch(at now: Int64) -> Bool {
        guard run.currentEpoch != epoch else { return false }
        epoch = run.currentEpoch
        utilisation.epochEnded(at: now)
        if !run.isFinished { utilisation.epochStarted(at: now) }
        return true
    }
}
