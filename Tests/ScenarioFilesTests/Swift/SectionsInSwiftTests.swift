import Pipelines
import ScenarioFiles
import Testing
import Variates

/// Platform, training loop, plan and options written in Swift are those of a scenario file with the same words.
struct SectionsInSwiftTests {
    @Test func `what is left out is as in a file that does not mention it`() throws {
        let decoded = try Self.decoded("")
        #expect(Platform() == decoded.platform)
        #expect(
            try Platform(disk: Disk(latency: 0), cpu: CPU(cores: 8), gpu: GPU(count: 1), overheads: Overheads(call: 0))
                == decoded.platform)
        #expect(try WorkerProcesses(boot: 0) == decoded.platform.processes)
        #expect(RunPlan() == decoded.run)
        #expect(try RunPlan(seed: 1) == decoded.run)
        #expect(ExecutionOptions() == decoded.options)
        #expect(try ExecutionOptions(rewrites: .none) == decoded.options)
        #expect(try TrainingLoop(step: 1e-3) == decoded.pipeline.training)
    }

    @Test func `the platform equals what is decoded`() throws {
        let curve = try #require(PiecewiseLinear(points: [.init(x: 0, y: 0), .init(x: 1e-3, y: 5e-5)]))
        let swift = Platform(
            disk: try Disk(latency: .exponential(mean: 4e-3), bandwidth: 2e9, queueDepth: 8),
            cpu: try CPU(cores: 4, discipline: .fifo, workers: 3),
            gpu: try GPU(
                count: 2, barrier: .epoch, barrierOverhead: 1e-4, copyLatency: 2e-5, copyBandwidth: 1e10,
                launchOverhead: 1e-5, pinnedCopyBandwidth: 2e10, busyCopyShare: 0.5),
            memory: try Memory(capacity: 1 << 30),
            overheads: try Overheads(
                call: 1e-5, computeCall: 2e-5, timerOvershoot: 3e-5, handOver: 4e-5, buffering: 5e-5, next: 6e-5,
                busyNext: 7e-5, wakeUp: curve, iteratorCreation: 8e-5),
            processes: try WorkerProcesses(
                creation: [1e-3, 2e-3], boot: 1e-3, bootCompute: 2e-3, firstBatch: 3e-3, shutdown: [3e-3],
                resumption: [4e-3], dispatch: 4e-3, gap: 5e-3, delivery: 6e-3, reading: 7e-3, stashed: curve,
                interpreterLock: 9e-3, busyBatch: 8e-3, sendPerByte: 1e-9, receivePerByte: 2e-9, pinPerByte: 3e-9,
                picklePerByte: 4e-9,
                unpicklePerByte: 5e-9))
        #expect(swift == (try Self.decoded(Self.platform).platform))
        let phases = try PhasedDistribution([.init(.constant(1e9), for: 600)], then: .constant(2.5e8), by: .seconds)
        #expect(
            try Disk(
                bandwidthPerRequest: 9e7, bandwidthOverTime: phases, requestsPerSecond: 5500, opensPerSecond: 100,
                failures: 0.01, retryAfter: 0.1)
                == Self.decoded(
                    """
                    platform:
                      disk:
                        bandwidthPerRequest: 90 MB/s
                        bandwidthOverTime: {phases: [{of: 1 GB/s, for: 10 min}, {of: 250 MB/s}]}
                        requestsPerSecond: 5500
                        opensPerSecond: 100
                        failures: 1 %
                        retryAfter: 100 ms
                    """
                ).platform.disk)
        #expect(
            try ReadCache(
                capacity: 1 << 30, policy: .lru, in: .disk, latency: 1e-4, writeLatency: 2e-4, bandwidth: 1e9,
                queueDepth: 4)
                == Self.decoded(
                    """
                    platform:
                      readCache:
                        {capacity: 1 GiB, policy: lru, place: disk, latency: 100 us, writeLatency: 200 us, bandwidth: 1 GB/s,
                         queueDepth: 4}
                    """
                ).platform.readCache)
        #expect(
            try ReadCache(missRate: 0.4) == Self.decoded("platform: {readCache: {missRate: 40 %}}").platform.readCache)
        #expect(
            try Disk(bandwidthByDepth: [4e8, 2e9])
                == Self.decoded("platform: {disk: {bandwidthByDepth: [400 MB/s, 2 GB/s]}}").platform.disk)
    }

    @Test func `plan and options equal what is decoded`() throws {
        let decoded = try Self.decoded(
            """
            run: {seed: 3, replications: 5, precision: 1 %, confidence: 0.9, maxReplications: 50}
            options: {rewrites: tensorflow, autotune: hillClimb, cpuBudget: 3, initialParallelism: 2, ramBudget: 1 MB}
            """)
        #expect(
            try RunPlan(seed: 3, replications: 5, precision: 0.01, confidence: 0.9, maxReplications: 50)
                == decoded.run)
        #expect(
            try ExecutionOptions(
                rewrites: .tensorflow, autotune: .hillClimb, cpuBudget: 3, initialParallelism: 2, ramBudget: 1e6)
                == decoded.options)
    }

    @Test func `the training loop equals what is decoded`() throws {
        #expect(
            try TrainingLoop(
                step: .gamma(mean: 0.1, cv: 0.2), hostOverhead: 1e-3, runAhead: 2, epochs: 3, steps: 40,
                firstEpochSteps: 20, checkpoint: Checkpoint(bytes: 1_000_000, time: 2, steps: 10, writers: .all),
                evaluation: Evaluation(time: 5, epochs: 2, firstEpoch: 3))
                == Self.training(
                    """
                    step: {gamma: {mean: 100 ms, cv: 0.2}}, hostOverhead: 1 ms, runAhead: 2, epochs: 3, steps: 40,
                      firstEpochSteps: 20, checkpointBytes: 1 MB, checkpointTime: 2 s, checkpointSteps: 10,
                      checkpointWriters: all, evaluation: 5 s, evaluationEpochs: 2, evaluationFirstEpoch: 3
                    """))
        #expect(
            try TrainingLoop(step: 0.1, device: .cpu, threads: 4)
                == Self.training("step: 100 ms, device: cpu, threads: 4"))
        #expect(
            try TrainingLoop(step: 0.1, checkpoint: Checkpoint(time: 2), evaluation: Evaluation(time: 5))
                == Self.training("step: 100 ms, checkpointTime: 2 s, evaluation: 5 s"))
        #expect(
            try TrainingLoop(step: 0.1, checkpoint: Checkpoint(bytes: 5, epochs: 2, firstEpoch: 4))
                == Self.training("step: 100 ms, checkpointBytes: 5 B, checkpointEpochs: 2, checkpointFirstEpoch: 4"))
    }

    @Test func `stages are named alike`() throws {
        let decoded = try Self.decoded(
            pipeline: "[{source: 100}, map, {map: {name: decode}}, {map: 1 ms}, cache, {batch: 4}]")
        let swift = try Scenario(
            pipeline: [
                Source(elements: 100), Map(), Map().named("decode"), Map(cost: 1e-3), Cache(), Batch(4),
            ],
            training: TrainingLoop(step: 1e-3))
        #expect(swift.pipeline.stages.map(\.name) == decoded.pipeline.stages.map(\.name))
        #expect(swift.variant == decoded.variant)
    }

    private static let platform = """
        platform:
          disk: {latency: {exponential: 4 ms}, bandwidth: 2 GB/s, queueDepth: 8}
          cpu: {cores: 4, discipline: fifo, workers: 3}
          gpu:
            {count: 2, barrier: epoch, barrierOverhead: 100 us, copyLatency: 20 us, copyBandwidth: 10 GB/s,
             launchOverhead: 10 us, pinnedCopyBandwidth: 20 GB/s, busyCopyShare: 50 %}
          memory: 1 GiB
          overheads:
            {call: 10 us, computeCall: 20 us, timerOvershoot: 30 us, handOver: 40 us, buffering: 50 us, next: 60 us,
             busyNext: 70 us, wakeUp: [[0 s, 0 s], [1 ms, 50 us]], iteratorCreation: 80 us}
          processes:
            {creation: [1 ms, 2 ms], boot: 1 ms, bootCompute: 2 ms, firstBatch: 3 ms, shutdown: [3 ms],
             resumption: [4 ms], dispatch: 4 ms, gap: 5 ms, delivery: 6 ms, reading: 7 ms,
             stashed: [[0 s, 0 s], [1 ms, 50 us]], interpreterLock: 9 ms, busyBatch: 8 ms, sendPerByte: 1 ns/B,
             receivePerByte: 2 ns/B, pinPerByte: 3 ns/B, picklePerByte: 4 ns/B, unpicklePerByte: 5 ns/B}
        """

    private static func training(_ body: String) throws -> TrainingLoop {
        try decoded("", train: body).pipeline.training
    }

    private static func decoded(
        _ sections: String = "", train: String = "step: 1 ms", pipeline: String = "[{source: 100}]"
    ) throws -> Scenario {
        let text = "overlap: 1\npipeline: \(pipeline)\ntrain: {\(train)}\n\(sections)\n"
        return try ScenarioFile(text: text, name: "test", directory: ".").scenario(variant: "base")
    }
}
