import Pipelines
import Testing
import Variates

/// What Swift accepts is what scenario files accept; what it does not is an error that names the parameter.
struct SectionTests {
    typealias Making = @Sendable () throws -> Any

    private static let mistakes: [(parameter: String, reason: String, make: Making)] = [
        ("size", "`size` of `batch` must be from 1 to 10000000, not 0", { try Batch(0) }),
        ("buffer", "`buffer` of `prefetch` must be from 0 to 100000000, not -1", { try Prefetch(-1) }),
        ("parallelism", "`parallelism` of `map` must be from 1 to 65536, not 0", { try Map(parallelism: 0) }),
        (
            "keep", "`keep` of `filter` must be from 1e-06 to 1.0 fractions of one, not 1.5",
            { try Filter(keep: 1.5) }
        ),
        ("keep", "not nan", { try Filter(keep: .nan) }),
        ("cost", "`cost` of `map` is not a distribution", { try Map(cost: -1) }),
        ("cost", "must have a mean of at most 1000000000.0 seconds", { try Map(cost: 2e9) }),
        ("outputBytes", "bytes, not -1.0", { try Map(outputBytes: -1) }),
        (
            "latency", "`latency` of `disk` is not a distribution",
            { try Disk(latency: .gamma(shape: -1, scale: 1)) }
        ),
        ("bandwidth", "bytes per second, not 0.0", { try Disk(bandwidth: 0) }),
        ("bandwidthByDepth", "at least one value", { try Disk(bandwidthByDepth: []) }),
        ("bandwidthByDepth", "bytes per second, not -5.0", { try Disk(bandwidthByDepth: [-5]) }),
        ("bandwidthByDepth", "factor of at most 100000", { try Disk(bandwidthByDepth: [1, 1e9]) }),
        ("next", "seconds, not -1.0", { try Overheads(next: PiecewiseLinear(constant: -1)) }),
        ("seed", "`seed` of `run` must be at least 0, not -1", { try RunPlan(seed: -1) }),
        ("index", "must be below `count`, 3", { try Shard(count: 3, index: 3) }),
        ("files", "at most 10¹² samples", { try Source(files: 1_000_000_000, samplesPerFile: 1_000_000_000) }),
        ("runAhead", "must be 0 there", { try TrainingLoop(step: 1, device: .cpu, runAhead: 1) }),
        ("prefetchFactor", "at most 1,000,000", { try DataLoader(workers: 1024, prefetchFactor: 65536) }),
        ("checkpointEpochs", "needs `checkpointBytes` or", { try Checkpoint() }),
        ("checkpointSteps", "needs `checkpointBytes` or", { try Checkpoint(steps: 4) }),
        ("evaluation", "needs a time", { try Evaluation(time: 0) }),
    ]

    @Test(arguments: mistakes.indices)
    func `a bad value is an error that names its parameter`(_ index: Int) {
        let (parameter, reason, make) = Self.mistakes[index]
        #expect {
            try make()
        } throws: { error in
            let error = error as? PipelineError
            return error?.parameter == parameter && error?.reason.contains(reason) == true
        }
    }

    @Test func `what is required must be given`() {
        #expect(throws: PipelineError(parameter: "size", "`batch` needs `size`: elements in a batch")) {
            try Batch(checking: ["size": nil])
        }
    }
}
