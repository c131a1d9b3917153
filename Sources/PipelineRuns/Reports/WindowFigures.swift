import Measurements
import Pipelines

/// Figures of one stretch of a run, all over the same time.
public struct WindowFigures: Sendable, Equatable, Codable {
    /// Which part of the run it is.
    public var window: RunReport.Window
    /// Steps of an accelerator before it: the mean, rounded down, where their shares differ.
    public var stepsBefore: Int64
    /// Its length, in steps of an accelerator: the mean, rounded down, where their shares differ.
    public var windowSteps: Int64
    /// Its length, in seconds.
    public var seconds: Double
    /// Samples per second, over all accelerators.
    public var samplesPerSecond: Double
    /// Batches (steps) per second, over all accelerators.
    public var batchesPerSecond: Double
    /// Bytes that reach the training loops per second.
    public var bytesPerSecond: Double
    /// Share of the time that the training loop waits for data while no step computes.
    ///
    /// Among several accelerators, one whose share of the data has ended waits until the epoch is over for all.
    public var stallFraction: Double
    /// Share of the time that accelerators spend at the barrier after a step: waiting for others, and meeting.
    public var barrierFraction: Double
    /// Share of the time that steps compute.
    public var trainerUtilisation: Double
    /// Share of the disk's capacity in use: of its bandwidth, its queue, or the requests and openings that it accepts,
    /// whichever is most.
    public var diskUtilisation: Double
    /// Share of the requests that storage accepts a second; nil where it accepts any number.
    public var requestUtilisation: Double?
    /// Share of the files that storage opens a second; nil where it opens any number.
    public var openingUtilisation: Double?
    /// Share of what keeps samples that were read in use: of its bandwidth or of its queue; nil where nothing does.
    public var readCacheUtilisation: Double?
    /// Share of the samples asked for that were found there; nil where nothing keeps them, or none was asked for.
    public var readCacheHits: Double?
    /// Share of the cores at work.
    public var coreUtilisation: Double
    /// Share of the pool's threads in use.
    public var workerUtilisation: Double
    /// Share of the time that the copy engines copy for `prefetchToDevice`.
    public var copyUtilisation: Double
    /// Share of the time that the lock is held which is held most, a mean over the processes that have it; nil where
    /// calls hold none.
    public var lockUtilisation: Double?
    /// Where the training loops' time goes.
    public var loop: LoopTime
    /// How the stages spend it, from the source to the last.
    public var stages: [StageShares]
    /// The part of the waiting that was charged to stages, before a wait that goes on at an end is shared out among
    /// them.
    package private(set) var chargedWaiting = 0.0
}

extension WindowFigures {
    /// The figures of a part of a run.
    init(_ part: SteadyPart, _ scenario: Scenario) {
        let seconds = part.nanoseconds / 1e9
        let platform = scenario.platform
        let accelerators = Double(platform.gpu.count)
        func rate(_ counter: (RunSnapshot) -> Double) -> Double { seconds > 0 ? part.change(of: counter) / seconds : 0 }
        func share(of servers: Double, _ counter: (RunSnapshot) -> Double) -> Double {
            (rate(counter) / 1e9 / servers).roundedShare
        }
        self.init(
            window: part.window,
            stepsBefore: Int64(part.batchesBefore / accelerators),
            windowSteps: Int64(part.batches / accelerators),
            seconds: seconds,
            samplesPerSecond: rate(\.samples),
            batchesPerSecond: rate(\.batches),
            bytesPerSecond: rate(\.bytes),
            stallFraction: share(of: accelerators, \.stallNanoseconds),
            barrierFraction: share(of: accelerators, \.barrierNanoseconds),
            trainerUtilisation: share(of: accelerators, \.computeNanoseconds),
            diskUtilisation: max(
                share(of: 1, \.bandwidthNanoseconds), share(of: 1, \.requestNanoseconds),
                share(of: 1, \.openingNanoseconds),
                share(of: Double(platform.disk.queueDepth), \.diskSlotNanoseconds)),
            requestUtilisation: platform.disk.requestsPerSecond.map { _ in share(of: 1, \.requestNanoseconds) },
            openingUtilisation: platform.disk.opensPerSecond.map { _ in share(of: 1, \.openingNanoseconds) },
            readCacheUtilisation: !platform.readCache.isUsed
                ? nil
                : max(
                    share(of: 1, \.cacheBandwidthNanoseconds),
                    share(of: Double(platform.readCache.queueDepth), \.cacheSlotNanoseconds)),
            readCacheHits: Self.hits(part),
            coreUtilisation: share(of: Double(platform.cpu.cores), \.coreNanoseconds),
            workerUtilisation: share(of: Double(platform.cpu.workers), \.workerNanoseconds),
            copyUtilisation: share(of: accelerators, \.copyNanoseconds),
            lockUtilisation: CallLocks(scenario.pipeline).groups.enumerated().map { index, group in
                share(of: accelerators * Double(group.numbers.count)) { $0.lockNanoseconds[index] }
            }.max(),
            loop: LoopTime(part, accelerators: platform.gpu.count),
            stages: scenario.pipeline.stages.enumerated().map { index, stage in
                StageShares(
                    part, stage: index, accelerators: platform.gpu.count,
                    isTuned: stage.operator.automaticParallelismLimit(poolThreads: platform.cpu.workers) != nil)
            })
        divideWaiting()
    }

    private static func hits(_ part: SteadyPart) -> Double? {
        let asked = part.change(of: \.askedSamples)
        return asked > 0 ? (part.change(of: \.foundSamples) / asked).roundedShare : nil
    }

    /// The stages' parts of the waiting add up to it, also where a wait goes on at the end of the stretch.
    private mutating func divideWaiting() {
        let sum = stages.reduce(0) { $0 + $1.waits.total }
        chargedWaiting = sum
        guard sum > 0 else { return }
        for index in stages.indices { stages[index].waits.scale(by: loop.waiting / sum) }
    }
}
