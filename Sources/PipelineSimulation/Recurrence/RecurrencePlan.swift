import PipelineRuns
import Pipelines
import Variates

/// A pipeline whose times follow from each other by recurrences, or the reason why they do not.
struct RecurrencePlan {
    /// What was rewritten, and runs on the one accelerator.
    let scenario: Scenario
    /// In the order of the stages.
    let rules: [StageRecurrence]
    /// Whether at most one piece of work computes on the host at a time.
    let computesAlone: Bool
    /// About the most pieces of work between two steps that a wait can go back to.
    let reach: Int

    /// - Throws: why the pipeline has no recurrence.
    init(_ scenario: Scenario, replication: UInt32) throws(NoRecurrence) {
        do throws(PipelineError) { self.scenario = try scenario.onAccelerator(0) } catch {
            throw NoRecurrence("it cannot run: \(error.reason)")
        }
        try Self.check(scenario.platform)
        try Self.check(scenario.pipeline.training)
        try Self.check(scenario)
        rules = try Self.rules(self.scenario, replication)
        let load = Load(self.scenario.pipeline, rules)
        try load.check(scenario.platform.cpu)
        computesAlone = load.cores <= 1
        reach = load.reach
    }

    private static func check(_ platform: Platform) throws(NoRecurrence) {
        let (disk, gpu, overheads) = (platform.disk, platform.gpu, platform.overheads)
        try require(gpu.count == 1, "several accelerators share the host")
        try require(platform.cpu.discipline != .runQueues, "each core has a queue of its own")
        try require(gpu.busyCopyShare == 1, "copies are slower while cores compute")
        try require(!platform.readCache.isUsed, "a read cache keeps samples")
        try require(
            disk.requestsPerSecond == nil && disk.opensPerSecond == nil, "storage accepts a limited number of requests")
        try require(disk.failureShare == 0, "requests to storage fail")
        try require(disk.laterBandwidths.isEmpty, "the disk's bandwidth changes")
        let ofLoop = [overheads.next, overheads.busyNext, overheads.wakeUp, overheads.iteratorCreation]
        try require(ofLoop.allSatisfy(\.isZero), "the training loop's calls cost time")
        try require(overheads.handOver.isZero && overheads.buffering.isZero, "handing elements over costs time")
    }

    private static func check(_ training: TrainingLoop) throws(NoRecurrence) {
        try require(training.device == .gpu, "training steps compute on the host")
        try require(training.hostOverhead == .constant(0), "the host works before each step")
        try require(training.checkpoint == nil && training.evaluation == nil, "checkpoints or evaluations interrupt it")
        try require(
            training.stepsPerEpoch == nil && training.firstEpochSteps == nil, "`steps` cuts epochs short")
    }

    private static func check(_ scenario: Scenario) throws(NoRecurrence) {
        try require(Autotuner(scenario) == nil, "parallelism is tuned while it runs")
        try require(scenario.pipeline.storedFiles.rowGroup == nil, "a request brings a whole row group")
        try require((scenario.pipeline.totalSteps ?? 0) > 0, "the number of steps is not known")
    }

    private static func rules(
        _ scenario: Scenario, _ replication: UInt32
    ) throws(NoRecurrence) -> [StageRecurrence] {
        let (cardinalities, files) = (scenario.pipeline.cardinalities, scenario.pipeline.files)
        var rules: [StageRecurrence] = []
        for (index, stage) in scenario.pipeline.stages.enumerated() {
            let context = StageContext(
                name: stage.name, seed: scenario.run.seed, replication: replication, rank: 0,
                upstream: cardinalities[index], files: files, poolThreads: scenario.platform.cpu.workers)
            guard let rule = (stage.operator as? any RecurrentOperator)?.recurrence(context) else {
                throw NoRecurrence("`\(stage.name)` has no recurrence as it is set")
            }
            rules.append(rule)
        }
        return rules
    }

    private static func require(_ condition: Bool, _ otherwise: String) throws(NoRecurrence) {
        if !condition { throw NoRecurrence(otherwise) }
    }
}

/// Why a pipeline, or a run of it, has no recurrence.
struct NoRecurrence: Error, Equatable {
    /// What stands in the way: a clause.
    let reason: String

    init(_ reason: String) { self.reason = reason }
}

/// What can happen at the same time, at most.
private struct Load {
    /// Pieces of work that compute.
    var cores = 0
    /// Functions on threads of the pool.
    var poolThreads = 0
    /// Pieces of work of an element, and of those that may be begun before it is there.
    var reach: Int { 4 * (piecesPerElement + piecesAhead) + 64 }
    /// Elements that a buffer may hold.
    private var buffered = 0
    private var piecesPerElement = 0
    private var piecesAhead = 0

    /// Of pieces and of elements that are kept, as many take a few MiB.
    private static let mostPieces = 1 << 17
    private static let mostBuffered = 1 << 14

    init(_ pipeline: Pipeline, _ rules: [StageRecurrence]) {
        // In the thread in which stages pull, one after the other, until one has threads of its own.
        var thread = (computes: false, usesPool: false)
        func endThread() {
            cores += thread.computes ? 1 : 0
            poolThreads += thread.usesPool ? 1 : 0
            thread = (false, false)
        }
        for (stage, rule) in zip(pipeline.stages, rules) {
            let takesTime = stage.operator.serviceTime?.isZero == false
            switch rule {
            case .reading: piecesPerElement += 1
            case .call(let call):
                thread.computes = thread.computes || call.place.kind.cores == .one
                thread.usesPool = thread.usesPool || call.place.kind.station == .workers
                piecesPerElement += 1
            case .calls(let call, let parallelism, _):
                endThread()
                cores += call.place.kind.cores == .one ? parallelism : 0
                poolThreads += call.place.kind.station == .workers ? parallelism : 0
                piecesPerElement += 1
                piecesAhead += Self.product(piecesPerElement, parallelism)
            case .batch(let size, _):
                thread.computes = thread.computes || takesTime
                piecesPerElement = Self.product(piecesPerElement, size) + 1
            case .buffer(let limit):
                endThread()
                buffered = max(buffered, limit)
            case .shuffle, .passing: break
            }
        }
        endThread()
    }

    /// Of numbers of pieces; more than most is as good as that.
    private static func product(_ one: Int, _ other: Int) -> Int {
        let (product, overflow) = one.multipliedReportingOverflow(by: other)
        return overflow ? mostPieces : min(product, mostPieces)
    }

    func check(_ cpu: CPU) throws(NoRecurrence) {
        // Events keep an element as long as it waits, recurrences as long as one may wait.
        if buffered > Self.mostBuffered { throw NoRecurrence("a buffer may hold \(buffered) elements") }
        if reach > Self.mostPieces {
            throw NoRecurrence("a batch is made of \(Self.mostPieces / 4) pieces of work or more")
        }
        if cores > cpu.cores {
            throw NoRecurrence("\(cores) pieces of work may compute at once, and there are \(cpu.cores) cores")
        }
        if poolThreads > cpu.workers {
            throw NoRecurrence("\(poolThreads) functions may run at once, and the pool has \(cpu.workers) threads")
        }
    }
}
