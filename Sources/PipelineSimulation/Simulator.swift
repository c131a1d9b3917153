import BasicContainers
import DequeModule
import DiscreteEvent
import Measurements
import Pipelines
import Timelines
import Variates

/// The backend that completes work after a sampled time on modelled resources, in virtual time.
///
/// One value is one replication: a pure function of scenario, seed and replication number.
struct Simulator: ~Copyable {
    static let coreTimer: UInt32 = 0
    static let bandwidthTimer: UInt32 = 1
    static let barrierTimer: UInt32 = 2
    /// The first accelerator's; the others' follow.
    static let autotuneTimer: UInt32 = 3

    let scenario: Scenario
    let costs: Costs
    /// Whether a stage's parallelism is automatic.
    private let isTuned: Bool
    var queue = EventQueue()
    var diskSlots: FIFOServers
    var bandwidth: ProcessorSharing
    var workers: FIFOServers
    /// Cores under processor sharing; `cores` serves the FIFO discipline.
    var sharedCores: ProcessorSharing
    var cores: FIFOServers
    var ranks: RigidArray<Rank>
    var record: RunRecord
    private(set) var served: ServedWork
    var jobs: JobTable
    var error: SimulationError?
    /// There when a timeline is recorded.
    var recorder: TimelineRecorder?
    /// Whether a timeline is recorded.
    let isRecorded: Bool
    /// The times of every step, by accelerator, where they are recorded.
    private(set) var steps: [StepTimes] = []
    /// Jobs that have got a server after waiting for it, to be served in this order.
    ///
    /// A line, not a call: jobs that take no time would nest as deep as the waiting line is long.
    var granted = UniqueDeque<UInt32>()
    /// Work whose time is over, to be reported to its pipelines in this order.
    private var done = UniqueDeque<Completion>()
    private var begun = UniqueArray<Work>()
    private(set) var barrier: [FinishedStep] = []
    /// Whether accelerators meet after every step.
    let hasStepBarrier: Bool
    private var barrierOverhead: VariateStream
    /// Whether all have come to the barrier, which takes its time.
    private var isMeeting = false
    /// Accelerators whose epoch is over, and that wait for the others.
    private(set) var waitingRanks = 0
    /// Whether the run has ended, or as much of it as is recorded.
    var isOver = false
    /// Pieces of work completed so far.
    private var completed: UInt64 = 0
    /// Whether an accelerator's pipeline ran out of memory.
    private var isOutOfMemory = false

    /// - Parameters:
    ///   - recordsSteps: keeps the times of every step; a run's memory then grows with its steps.
    ///   - recorder: records a timeline until its window is over, where the simulation then ends.
    init(
        _ scenario: Scenario, replication: UInt32, recordsSteps: Bool = false, recorder: TimelineRecorder? = nil
    ) throws(SimulationError) {
        let platform = scenario.platform
        self.scenario = scenario
        self.recorder = recorder
        isRecorded = recorder != nil
        costs = Costs(scenario)
        hasStepBarrier = platform.gpu.count > 1 && platform.gpu.barrier == .step
        barrierOverhead = VariateStream(
            platform.gpu.barrierOverhead,
            key: StreamKey(seed: scenario.run.seed, replication: replication, stage: "gpu.barrier"))
        diskSlots = FIFOServers(servers: platform.disk.queueDepth)
        // Transfers are counted in ns at the bandwidth of one transfer alone.
        let rates = platform.disk.bytesPerSecond ?? [1]
        bandwidth = ProcessorSharing(rates: rates.map { $0 / rates[0] }, timer: Self.bandwidthTimer)
        workers = FIFOServers(servers: platform.cpu.workers)
        sharedCores = ProcessorSharing(cores: platform.cpu.cores, timer: Self.coreTimer)
        cores = FIFOServers(servers: platform.cpu.cores)
        isTuned = Autotuner(scenario) != nil
        ranks = RigidArray(capacity: platform.gpu.count)
        for rank in 0..<platform.gpu.count {
            do { ranks.append(try Rank(scenario, replication: replication, rank: rank)) } catch {
                throw .badPipeline(error)
            }
        }
        jobs = JobTable(numbers: Self.autotuneTimer + UInt32(platform.gpu.count)..<EventQueue.targetLimit)
        record = RunRecord(scenario)
        served = ServedWork(scenario)
        if recordsSteps { steps = Array(repeating: StepTimes(), count: platform.gpu.count) }
    }

    /// Simulates the run to its end.
    mutating func run() throws(SimulationError) -> RunOutcome {
        try advance()
        if let outOfMemory = firstExhaustion() { return .outOfMemory(outOfMemory) }
        for rank in 0..<ranks.count { try ranks[rank].checkSteps() }
        try checkCapacity()
        if queue.now == 0 { throw record.hasSteps ? .takesNoTime : .noSteps }
        return .completed(report())
    }

    /// Simulates until the run ends, or as far as is recorded.
    mutating func advance() throws(SimulationError) {
        for rank in 0..<ranks.count {
            ranks[rank].run.start(at: 0)
            beginNewWork(of: rank)
        }
        settle()
        if isRecorded { observe() }
        while !isOver && error == nil && !isOutOfMemory {
            guard let event = queue.pop() else {
                error = outOfRange ?? .deadlock(waitingChain)
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
        duration.seconds = duration.seconds ?? ranks[job.rank].durations.refusedSeconds(ofStage: job.stage)
        return .durationOutOfRange(duration)
    }

    /// The first of all: another accelerator's memory may have run out before that of which it was noticed first.
    private mutating func firstExhaustion() -> OutOfMemory? {
        guard isOutOfMemory else { return nil }
        var first: (rank: Int, exhaustion: MemoryUse.Exhaustion)?
        for rank in 0..<ranks.count {
            ranks[rank].run.advance(to: queue.now)
            guard let exhaustion = ranks[rank].run.memory.exhaustion else { continue }
            if let first, first.exhaustion.nanoseconds <= exhaustion.nanoseconds { continue }
            first = (rank, exhaustion)
        }
        return first.map { OutOfMemory(scenario, $0.exhaustion, ranks[$0.rank]) }
    }

    /// Who waits for whom, on the first accelerator that does not merely wait for others.
    private var waitingChain: String {
        let stuck = (0..<ranks.count).first { rank in
            !ranks[rank].run.isFinished && !ranks[rank].run.isBetweenEpochs
                && !barrier.contains { $0.completion.rank == rank }
        }
        let chain = ranks[stuck ?? 0].run.waitingChain
        return ranks.count == 1 ? chain : "accelerator \((stuck ?? 0) + 1) of \(ranks.count): \(chain)"
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
        default:
            tune(rank: Int(target - Self.autotuneTimer))
        }
    }

    /// Reports finished work to its pipelines, and begins what these ask for, until nothing more happens now.
    private mutating func settle() {
        repeat {
            while error == nil {
                if let job = granted.popFirst() {
                    serve(job)
                } else if let completion = done.popFirst() {
                    settle(completion)
                } else {
                    break
                }
            }
        } while passBarrier()
    }

    private mutating func settle(_ completion: Completion) {
        completed += 1
        if completed & 0xFFFF == 0 && Task.isCancelled { error = .cancelled }
        if !steps.isEmpty && completion.work.place.isStep {
            steps[completion.rank].computed(completion, at: queue.now, epoch: ranks[completion.rank].epoch)
        }
        if hasStepBarrier && completion.work.place.isStep {
            barrier.append(FinishedStep(completion: completion, endedAt: queue.now))
        } else {
            report(completion, endedAt: queue.now)
        }
    }

    /// Steps of several accelerators end together, when all that still run have done theirs and have met.
    private mutating func passBarrier() -> Bool {
        guard error == nil, !isMeeting, !barrier.isEmpty, barrier.count == ranks.count - waitingRanks else {
            return false
        }
        let overhead = SimulationTime.countedNanoseconds(inSeconds: barrierOverhead.next())
        guard overhead == 0 else {
            isMeeting = true
            queue.schedule(after: overhead, target: Self.barrierTimer)
            return false
        }
        leaveBarrier()
        return true
    }

    private mutating func leaveBarrier() {
        isMeeting = false
        // The first accelerator's comes last, so that its snapshots count everyone's step.
        let met = barrier.sorted { $0.completion.rank > $1.completion.rank }
        barrier.removeAll(keepingCapacity: true)
        for step in met {
            if step.completion.work.place == .accelerator { leaveAccelerator(of: step.completion.rank) }
            record.waitedForOthers(queue.now - step.endedAt)
            report(step.completion, endedAt: step.endedAt)
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
        done.append(
            Completion(
                work: jobs[number].work, rank: Int(jobs[number].rank), nanoseconds: queue.now - jobs[number].begunAt,
                servedNanoseconds: served))
        jobs.remove(number)
    }

    /// Work that takes no time and waits for nothing.
    mutating func finishAtOnce(_ work: Work, of rank: Int) {
        done.append(Completion(work: work, rank: rank, nanoseconds: 0, servedNanoseconds: 0))
    }

    /// - Parameter endedAt: when the work was done, which for a step may be before it passed the barrier (ns).
    private mutating func report(_ completion: Completion, endedAt: Int64) {
        let rank = completion.rank
        if ranks[rank].run.complete(completion.work, at: queue.now) {
            served.returned(completion)
            // Piece by piece: an argument of several words would be copied for every piece of work.
            if isTuned {
                noteForTuning(
                    completion.work.place, stage: completion.work.stage, generation: completion.work.generation,
                    rank: rank, nanoseconds: completion.servedNanoseconds)
            }
        }
        if completion.work.place.isStep { noteStep(completion, endedAt: endedAt) }
        if completion.work.place.isInterruption { ranks[rank].endInterruption(at: queue.now) }
        beginNewWork(of: rank)
    }

    private mutating func noteStep(_ completion: Completion, endedAt: Int64) {
        let rank = completion.rank
        ranks[rank].stepEnded(completion, at: endedAt)
        record.stepEnded(completion, at: queue.now)
        if !steps.isEmpty { steps[rank].ended(at: queue.now) }
        if rank == 0 && record.isDue(step: ranks[0].run.training.finishedSteps) { record.add(snapshot(), ranks) }
    }

    @inline(__always)
    mutating func beginNewWork(of rank: Int) {
        ranks[rank].run.takeWork(into: &begun)
        for index in 0..<begun.count { begin(begun[index], of: rank) }
        begun.removeAll(keepingCapacity: true)
        if ranks[rank].run.isOutOfMemory { isOutOfMemory = true }
        if ranks[rank].hasEndedEpoch(at: queue.now) { endEpoch() }
    }

    /// An accelerator's epoch is over; the next begins when that of all is.
    @inline(never)
    private mutating func endEpoch() {
        waitingRanks += 1
        guard waitingRanks == ranks.count else { return }
        waitingRanks = 0
        record.starved(ranks, until: queue.now)
        record.epochEnded(snapshot(), ranks)
        isOver = ranks[0].run.isFinished
        guard !isOver else { return }
        for rank in 0..<ranks.count {
            ranks[rank].beginNextEpoch(at: queue.now)
            beginNewWork(of: rank)
        }
    }
}
