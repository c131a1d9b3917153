import BasicContainers
import DequeModule
import DiscreteEvent
import PipelineRuns
import Pipelines
import Timelines
import Variates

/// The backend that completes work after a sampled time on modelled resources, in virtual time.
///
/// One value is one replication: a pure function of scenario, seed and replication number.
struct Simulator: ~Copyable, RunBackend {
    static let coreTimer: UInt32 = 0
    static let bandwidthTimer: UInt32 = 1
    static let barrierTimer: UInt32 = 2
    static let cacheTimer: UInt32 = 3
    /// The disk's bandwidth changes.
    static let courseTimer: UInt32 = 4
    /// The first accelerator's; the others' follow, then those of run queues.
    static let autotuneTimer: UInt32 = 5

    let scenario: Scenario
    let costs: Costs
    var state: RunState
    var queue = EventQueue()
    var diskSlots: FIFOServers
    var bandwidth: ProcessorSharing
    /// The pace at which storage accepts requests, and opens files.
    var requestPace: Pace
    var openPace: Pace
    /// Bandwidths of the disk that are still to come.
    var laterBandwidths: ArraySlice<Disk.LaterBandwidth>
    var cacheSlots: FIFOServers
    var cacheBandwidth: ProcessorSharing
    var workers: FIFOServers
    /// The cores, of which the discipline's are used.
    var sharedCores: ProcessorSharing
    var runQueues: RunQueues
    var cores: FIFOServers
    /// Those of each accelerator's pipeline, one after the other.
    var locks: RigidArray<FIFOServers>
    var accelerators: RigidArray<FIFOServers>
    var copyEngines: RigidArray<FIFOServers>
    /// The last copy to each accelerator.
    var lastCopies: [LastCopy]
    var served: ServedWork
    var jobs: JobTable
    var error: SimulationError?
    /// Whether a timeline is recorded.
    let isRecorded: Bool
    /// The times of every step, by accelerator, where they are recorded.
    var steps: [StepTimes] = []
    /// Jobs that have got a server after waiting for it, to be served in this order.
    ///
    /// A line, not a call: jobs that take no time would nest as deep as the waiting line is long.
    var granted = UniqueDeque<UInt32>()
    var barrierOverhead: VariateStream
    /// Whether the run has ended, or as much of it as is recorded.
    var isOver = false
    /// Pieces of work completed so far.
    var completed: UInt64 = 0
    /// Whether an accelerator's pipeline ran out of memory.
    var isOutOfMemory = false

    /// - Parameters:
    ///   - recordsSteps: keeps the times of every step; a run's memory then grows with its steps.
    ///   - recorder: records a timeline until its window is over, where the simulation then ends.
    init(
        _ scenario: Scenario, replication: UInt32, recordsSteps: Bool = false, recorder: TimelineRecorder? = nil
    ) throws(SimulationError) {
        let platform = scenario.platform
        self.scenario = scenario
        isRecorded = recorder != nil
        costs = Costs(scenario)
        do throws(PipelineError) {
            state = try RunState(
                scenario, replication: replication, durationsOf: replication, recorder: recorder)
        } catch {
            throw .badPipeline(error)
        }
        barrierOverhead = VariateStream(
            platform.gpu.barrierOverhead,
            key: StreamKey(seed: scenario.run.seed, replication: replication, stage: "gpu.barrier"))
        diskSlots = FIFOServers(servers: platform.disk.queueDepth)
        bandwidth = ProcessorSharing(
            rates: costs.relativeRates(platform.disk.bytesPerSecond), timer: Self.bandwidthTimer)
        requestPace = Pace(perSecond: platform.disk.requestsPerSecond)
        openPace = Pace(perSecond: platform.disk.opensPerSecond)
        laterBandwidths = platform.disk.laterBandwidths[...]
        cacheSlots = FIFOServers(servers: platform.readCache.queueDepth)
        cacheBandwidth = ProcessorSharing(rates: [1], timer: Self.cacheTimer)
        workers = FIFOServers(servers: platform.cpu.workers)
        sharedCores = ProcessorSharing(cores: platform.cpu.cores, timer: Self.coreTimer)
        let firstQueueTimer = Self.autotuneTimer + UInt32(platform.gpu.count)
        let queues = costs.discipline == .runQueues ? platform.cpu.cores : 1
        runQueues = RunQueues(cores: queues, firstTimer: firstQueueTimer)
        cores = FIFOServers(servers: platform.cpu.cores)
        let lockCount = state.locks.countPerRank * platform.gpu.count
        locks = RigidArray(capacity: lockCount)
        for _ in 0..<lockCount { locks.append(FIFOServers(servers: 1)) }
        accelerators = RigidArray(capacity: platform.gpu.count)
        copyEngines = RigidArray(capacity: platform.gpu.count)
        for _ in 0..<platform.gpu.count {
            accelerators.append(FIFOServers(servers: 1))
            copyEngines.append(FIFOServers(servers: 1))
        }
        jobs = JobTable(numbers: firstQueueTimer + UInt32(queues) + 1..<EventQueue.targetLimit)
        lastCopies = Array(repeating: LastCopy(), count: platform.gpu.count)
        served = ServedWork(scenario)
        if recordsSteps { steps = Array(repeating: StepTimes(), count: platform.gpu.count) }
    }

    /// Simulates the run to its end.
    mutating func run() throws(SimulationError) -> RunOutcome {
        try advance()
        if let outOfMemory = firstExhaustion() { return .outOfMemory(outOfMemory) }
        for rank in 0..<state.ranks.count {
            if let lost = state.ranks[rank].lostSteps {
                throw .stepsLost(expected: lost.expected, finished: lost.finished)
            }
        }
        try checkCapacity()
        if queue.now == 0 { throw state.record.hasSteps ? .takesNoTime : .noSteps }
        return .completed(report())
    }

    /// Simulates until the run ends, or as far as is recorded.
    mutating func advance() throws(SimulationError) {
        planBandwidth()
        start()
        if isRecorded { observe() }
        while !isOver && error == nil && !isOutOfMemory {
            guard let event = queue.pop() else {
                error = outOfRange ?? .deadlock(state.waitingChain)
                break
            }
            dispatch(event.target)
            settle()
            if isRecorded { observe() }
        }
        if let error = error ?? outOfRange { throw error }
    }

    /// The duration that the clock could not count, if there was one.
    private var outOfRange: SimulationError? {
        guard let refusal = queue.refusal else { return nil }
        var duration = DurationOutOfRange(
            nanoseconds: refusal.delay, begunAtNanoseconds: refusal.now, stage: "platform.gpu.barrierOverhead")
        guard refusal.target >= jobs.firstNumber else { return .durationOutOfRange(duration) }
        let job = (stage: Int(jobs[refusal.target].work.stage), rank: Int(jobs[refusal.target].rank))
        let stages = scenario.pipeline.stages
        duration.stage = job.stage < stages.count ? stages[job.stage].name : TrainingLoop.name
        duration.seconds = duration.seconds ?? state.durations[job.rank].refusedSeconds(ofStage: job.stage)
        return .durationOutOfRange(duration)
    }

    /// The first of all: another accelerator's memory may have run out before that of which it was noticed first.
    private mutating func firstExhaustion() -> OutOfMemory? {
        guard isOutOfMemory else { return nil }
        var first: (rank: Int, exhaustion: MemoryUse.Exhaustion)?
        for rank in 0..<state.ranks.count {
            state.ranks[rank].run.advance(to: queue.now)
            guard let exhaustion = state.ranks[rank].run.memory.exhaustion else { continue }
            if let first, first.exhaustion.nanoseconds <= exhaustion.nanoseconds { continue }
            first = (rank, exhaustion)
        }
        return first.map { OutOfMemory(scenario, $0.exhaustion, state.ranks[$0.rank]) }
    }

    private mutating func dispatch(_ target: UInt32) {
        if target >= jobs.firstNumber { return serviceEnded(target) }
        switch target {
        case Self.coreTimer:
            while let job = sharedCores.finished(in: &queue) { leaveCore(job) }
        case Self.bandwidthTimer:
            while let job = bandwidth.finished(in: &queue) { leaveDisk(job) }
        case Self.barrierTimer:
            leaveBarrier()
        case Self.cacheTimer:
            while let job = cacheBandwidth.finished(in: &queue) { leaveCache(job) }
        case Self.courseTimer:
            changeBandwidth()
        case Self.autotuneTimer..<Self.autotuneTimer + UInt32(state.ranks.count):
            tune(rank: Int(target - Self.autotuneTimer))
        default:
            while let job = runQueues.finished(target, in: &queue) { leaveCore(job) }
        }
    }

    /// The job is over, and its number is free.
    mutating func finish(_ number: UInt32) {
        if isRecorded { recordEnd(of: number) }
        served.finished(jobs[number], callComputes: costs.callComputes)
        // On a CPU the step itself slows down when workers take cores from it.
        let served =
            jobs[number].work.place == .accelerator
            ? jobs[number].computeNanoseconds : queue.now - jobs[number].servedAt
        let waitedForLock = jobs[number].lockWaitNanoseconds
        let contended =
            jobs[number].work.place.kind.cores == .one
            ? queue.now - jobs[number].servedAt - jobs[number].serviceNanoseconds - waitedForLock : 0
        state.done.append(
            Completion(
                work: jobs[number].work, rank: Int(jobs[number].rank), nanoseconds: queue.now - jobs[number].begunAt,
                servedNanoseconds: served, contendedNanoseconds: contended, lockWaitNanoseconds: waitedForLock))
        jobs.remove(number)
    }
}
