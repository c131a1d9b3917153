import PipelineRuns
import Pipelines
import Variates

/// What a sample that reaches a training loop asks of the resources and threads, in the mean.
struct SampleDemands {
    private(set) var bounds: [ResourceBound] = []
    /// Bytes of an element that leaves each stage.
    let bytes: [Double]
    private let pipeline: Pipeline
    private let platform: Platform
    private let flow: PipelineFlow
    private let samplesPerStep: Double
    /// The first stage that has work to do once all caches are complete that will be: the last of them, which may have
    /// to read its file.
    private let first: Int
    /// The least time that bytes take ÷ their time alone on the disk: of several at a time each may be faster.
    private let fastestTransfer: Double
    /// The least time that a read holds its place ÷ its time alone on the disk.
    private let fastestRead: Double
    /// The least share of reads that go to the disk, because the read cache does not have their samples.
    private let missShare: Double

    /// - Parameters:
    ///   - pipeline: with one accelerator's share of the data.
    ///   - platform: what it runs on.
    ///   - usesPerPass: how often a sample is read in one pass through the data, for all accelerators.
    init(_ pipeline: Pipeline, on platform: Platform, usesPerPass: Double) {
        self.pipeline = pipeline
        self.platform = platform
        let flow = PipelineFlow(pipeline, on: platform, isLeast: true)
        self.flow = flow
        bytes = flow.bytes
        samplesPerStep = max(1, pipeline.meanFlows.last?.samples ?? 1)
        first = pipeline.stages.indices.last { Self.isReadAgain($0, of: pipeline, on: platform) } ?? 0
        let alone = platform.disk.bytesPerSecond?.first ?? 1
        let fastest =
            platform.disk.bandwidthCurves.flatMap { rates in
                rates.enumerated().map { $1 / (alone * Double($0 + 1)) }
            }.max() ?? 1
        fastestTransfer = 1 / fastest
        let transfer = Self.transferSeconds(pipeline, platform)
        fastestRead = flow.readSeconds > 0 ? 1 - transfer * (1 - fastestTransfer) / flow.readSeconds : 1
        missShare = Self.missShare(of: pipeline, flow, on: platform, usesPerPass: usesPerPass)
        addDisk()
        addReadCache()
        addProcessor()
        addLocks()
        addAccelerators()
        addThreads()
    }

    /// Whether a stage is a cache that is complete after the data's first pass, and read in others.
    ///
    /// One whose epoch ends before the data do is thrown away.
    private static func isReadAgain(_ stage: Int, of pipeline: Pipeline, on platform: Platform) -> Bool {
        guard pipeline.stages[stage].operator.keepsData else { return false }
        let isAskedAgain = pipeline.stages[(stage + 1)...].contains(where: \.operator.repeatsData)
        guard pipeline.training.epochs > 1 || isAskedAgain else { return false }
        return pipeline.mostPulled(from: stage, poolThreads: platform.cpu.workers) >= pipeline.meanFlows[stage].elements
    }

    private static func transferSeconds(_ pipeline: Pipeline, _ platform: Platform) -> Double {
        platform.disk.transferSeconds(ofBytes: pipeline.storedFiles.size.mean)
    }

    /// Once the cache is as full as it gets, if anything is read twice.
    private static func missShare(
        of pipeline: Pipeline, _ flow: PipelineFlow, on platform: Platform, usesPerPass: Double
    ) -> Double {
        let isReadAgain =
            pipeline.training.epochs > 1 || platform.gpu.count > 1 || usesPerPass > 1
            || pipeline.stages.contains(where: \.operator.repeatsData)
        guard platform.readCache.isUsed, isReadAgain else { return 1 }
        let steps = pipeline.training.stepsPerEpoch.map(Double.init) ?? .infinity
        let readers = pipeline.stages.map(\.operator.readersOfAll).max() ?? 1
        // An epoch that is cut short reads the beginning of the data again and again.
        let read = min(
            pipeline.storedFiles.bytes,
            steps * flow.samplesReadPerStep * pipeline.storedFiles.size.mean / Double(readers))
        return platform.readCache.leastMissRate(ofBytes: read, usedTimes: usesPerPass)
    }

    private var stages: Range<Int> { first..<pipeline.stages.count }

    private mutating func add(
        _ kind: ResourceBound.Kind, _ name: String, secondsPerStep: Double, servers: Double, isSingle: Bool = false
    ) {
        bounds.append(
            ResourceBound(
                kind: kind, name: name, secondsPerSample: secondsPerStep / samplesPerStep, servers: servers,
                isSingle: isSingle))
    }

    private mutating func addDisk() {
        let disk = platform.disk
        let reads = missShare * stages.reduce(0) { $0 + flow.reads[$1] }
        if let accepted = disk.requestsPerSecond {
            add(
                .diskRequests, "the requests that storage accepts",
                secondsPerStep: reads * pipeline.requestsPerSample / Double(accepted), servers: 1)
        }
        if let accepted = disk.opensPerSecond {
            add(
                .diskRequests, "the files that storage opens",
                secondsPerStep: reads * pipeline.opensPerSample / Double(accepted), servers: 1)
        }
        let reading = missShare * stages.reduce(0) { $0 + flow.secondsAtStorage[$1] }
        let keeping = stages.reduce(0) { $0 + secondsOfKeeping($1) }
        let transfer = Self.transferSeconds(pipeline, platform)
        let transferring = flow.readSeconds > 0 ? reading * transfer / flow.readSeconds : 0
        // Reads at a time share the bandwidth; that of one read alone may not be the highest.
        let highest = (disk.bandwidthCurves.joined().max() ?? 1) / (disk.bytesPerSecond?.first ?? 1)
        add(.diskBandwidth, "the disk's bandwidth", secondsPerStep: transferring + keeping, servers: highest)
        add(
            .diskPlaces, "the disk's places", secondsPerStep: reading * fastestRead + keeping * fastestTransfer,
            servers: Double(disk.queueDepth))
    }

    /// Seconds that a stage writes for a step what it keeps in a file, alone on the disk, or in later epochs reads it.
    ///
    /// The file is opened once in an epoch, and read on.
    private func secondsOfKeeping(_ stage: Int) -> Double {
        guard pipeline.stages[stage].operator.keepsOnDisk else { return 0 }
        return flow.elements[stage] * platform.disk.transferSeconds(ofBytes: bytes[stage])
    }

    /// Seconds that a sample takes alone in the read cache.
    private var cacheSeconds: Double {
        let cache = platform.readCache
        return cache.latency.leastMean + pipeline.storedFiles.size.mean / (cache.bytesPerSecond ?? .infinity)
    }

    /// Whether so much is found in the read cache in any case: one that keeps a part of the data may find nothing of it.
    private var findsSurely: Bool { platform.readCache.missRate != nil || missShare == 0 }

    private mutating func addReadCache() {
        guard missShare < 1, findsSurely, cacheSeconds > 0 else { return }
        let found = (1 - missShare) * stages.reduce(0) { $0 + flow.reads[$1] }
        let transfer = pipeline.storedFiles.size.mean / (platform.readCache.bytesPerSecond ?? .infinity)
        add(.readCacheBandwidth, "the read cache's bandwidth", secondsPerStep: found * transfer, servers: 1)
        add(
            .readCache, "the read cache's places", secondsPerStep: found * cacheSeconds,
            servers: Double(platform.readCache.queueDepth))
    }

    /// Seconds that a stage's threads read or write for a step, at the least.
    private func secondsAtStorage(_ stage: Int) -> Double {
        let (atDisk, inCache) = (flow.secondsAtStorage[stage] * fastestRead, flow.reads[stage] * cacheSeconds)
        let mixed = atDisk * missShare + inCache * (1 - missShare)
        return (findsSurely ? mixed : min(atDisk, mixed)) + secondsOfKeeping(stage) * fastestTransfer
    }

    private mutating func addProcessor() {
        let training = pipeline.training
        func seconds(where matches: (WorkKind) -> Bool) -> Double {
            stages.reduce(0) { sum, stage in
                guard let place = pipeline.stages[stage].operator.callPlace, matches(place.kind) else { return sum }
                return sum + flow.seconds[stage] - flow.secondsAtStorage[stage]
            }
        }
        let steps = training.device == .cpu ? training.step.leastMean * Double(training.threads) : 0
        add(
            .cores, "the cores",
            secondsPerStep: seconds { $0.cores != .none } + training.hostOverhead.leastMean + steps,
            servers: Double(platform.cpu.cores))
        add(
            .workerPool, "the worker pool", secondsPerStep: seconds { $0.station == .workers },
            servers: Double(platform.cpu.workers))
    }

    /// Calls under each lock, without what passing it on takes.
    private mutating func addLocks() {
        for group in CallLocks(pipeline).groups {
            let seconds = stages.reduce(0) { sum, stage in
                guard let lock = pipeline.stages[stage].operator.lock, lock.name == group.name else { return sum }
                let joining = flow.elements[stage] * (pipeline.stages[stage].operator.deliverySeconds?.leastMean ?? 0)
                return sum + (flow.seconds[stage] - flow.secondsAtStorage[stage] - joining) * lock.share
            }
            add(
                .lock, "the lock \(group.name)", secondsPerStep: seconds,
                servers: Double(group.numbers.count * platform.gpu.count))
        }
    }

    /// Seconds of a step's copy to the accelerator.
    private var copySeconds: Double {
        guard pipeline.training.device == .gpu else { return 0 }
        return platform.gpu.copySeconds(ofBytes: bytes.last ?? 0, isPinned: pipeline.deliversPinned)
    }

    private var copiesAhead: Bool { pipeline.stages.contains { $0.operator.callPlace == .copyEngine } }

    private mutating func addAccelerators() {
        let accelerators = Double(platform.gpu.count)
        guard pipeline.training.device == .gpu else { return }
        let inPath = copiesAhead ? 0 : copySeconds
        add(
            .accelerators, "the accelerators", secondsPerStep: pipeline.training.step.leastMean + inPath,
            servers: accelerators)
        if copiesAhead { add(.copyEngines, "the copy engines", secondsPerStep: copySeconds, servers: accelerators) }
    }

    private mutating func addThreads() {
        let threads = PipelineThreads(pipeline, poolThreads: platform.cpu.workers)
        let training = pipeline.training
        for position in 0..<threads.count {
            var seconds = threads.stages(at: position).filter(stages.contains).reduce(0) {
                $0 + flow.seconds[$1] - flow.secondsAtStorage[$1] + secondsAtStorage($1)
            }
            if copiesAhead, position == threads.position(ofStage: pipeline.stages.count - 1) { seconds += copySeconds }
            if position == threads.trainingLoop {
                seconds += training.hostOverhead.leastMean
                if training.runAhead == 0 { seconds += training.step.leastMean + (copiesAhead ? 0 : copySeconds) }
            }
            add(
                .threads, threads.name(at: position), secondsPerStep: seconds,
                servers: Double(platform.gpu.count * threads.concurrency(at: position)),
                isSingle: position <= threads.trainingLoop)
        }
    }
}
