import BasicContainers
import Pipelines
import Testing
import Variates

/// What a pipeline delivers to its training loop, epoch by epoch: what was begun first is done first, and nothing takes
/// time.
struct DeliveredElements {
    /// Elements of each epoch, in the order in which the loop got them.
    private(set) var epochs: [[Element]]

    init(_ scenario: Scenario) throws {
        let rewritten = try scenario.onAccelerator(0)
        var run = PipelineRun(
            rewritten.pipeline, platform: scenario.platform, options: scenario.options, seed: 1, replication: 0)
        let training = rewritten.pipeline.stages.count
        let startsOnHost = rewritten.pipeline.training.hostOverhead.mean > 0
        epochs = Array(repeating: [], count: rewritten.pipeline.training.epochs)
        var pending: [Work] = []
        var taken = UniqueArray<Work>()
        var now: Int64 = 0
        run.start(at: now)
        while true {
            if run.isBetweenEpochs { run.beginNextEpoch(at: now) }
            run.takeWork(into: &taken)
            for index in 0..<taken.count {
                let work = taken[index]
                pending.append(work)
                guard Int(work.stage) == training else { continue }
                let isReceipt =
                    startsOnHost
                    ? work.place == .trainerHost : work.place == .accelerator || work.place == .trainerCore
                if isReceipt { epochs[run.currentEpoch].append(work.element) }
            }
            taken.removeAll(keepingCapacity: true)
            guard !pending.isEmpty else { break }
            now += 1
            run.complete(pending.removeFirst(), at: now)
        }
        let isFinished = run.isFinished
        try #require(isFinished)
    }
}
