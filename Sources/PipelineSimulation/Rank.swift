import DiscreteEvent
import Pipelines

/// One accelerator with its copy engine, and the pipeline that feeds it.
struct Rank: ~Copyable {
    var run: PipelineRun
    var durations: StageDurations
    var accelerator = FIFOServers(servers: 1)
    var copyEngine = FIFOServers(servers: 1)

    init(_ scenario: Scenario, replication: UInt32, rank: UInt32) {
        var share = scenario.platform
        // Each accelerator's pipeline has its share of the host's memory.
        share.memory.capacityBytes = share.memory.capacityBytes.map { $0 / Int64(scenario.platform.gpu.count) }
        run = PipelineRun(
            scenario.pipeline, platform: share, seed: scenario.run.seed, replication: replication, rank: rank)
        durations = StageDurations(scenario, replication: replication, rank: rank)
    }
}
