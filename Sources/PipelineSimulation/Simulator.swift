import BasicContainers
import DiscreteEvent
import Pipelines

/// The backend that completes work after a sampled time on modelled resources, in virtual time.
///
/// One value is one replication: a pure function of scenario, seed and replication number.
struct Simulator: ~Copyable {
    static let coreTimer: UInt32 = 0
    static let bandwidthTimer: UInt32 = 1

    let scenario: Scenario
    var queue = EventQueue()
    var diskSlots: FIFOServers
    var bandwidth: ProcessorSharing
    var workers: FIFOServers
    /// Cores under processor sharing; `cores` serves the FIFO discipline.
    var sharedCores: ProcessorSharing
    var cores: FIFOServers
    var ranks: RigidArray<Rank>
    var record: RunRecord
    var jobs = JobTable(numbers: 2..<EventQueue.targetLimit)
    var error: SimulationError?
    /// Jobs whose time is over, to be reported to their pipelines in this order.
    private var done: [UInt32] = []
    private var begun: [Work] = []
    private var barrier: [UInt32] = []
    private var unfinishedRanks: Int
    /// The accelerator whose pipeline ran out of memory, if any.
    private var exhaustedRank: Int?

    init(_ scenario: Scenario, replication: UInt32) {
        let platform = scenario.platform
        self.scenario = scenario
        diskSlots = FIFOServers(servers: platform.disk.queueDepth)
        // Transfers are counted in ns at the bandwidth of one transfer alone.
        let rates = platform.disk.bytesPerSecond ?? [1]
        bandwidth = ProcessorSharing(rates: rates.map { $0 / rates[0] }, timer: Self.bandwidthTimer)
        workers = FIFOServers(servers: platform.cpu.workers)
        sharedCores = ProcessorSharing(cores: platform.cpu.cores, timer: Self.coreTimer)
        cores = FIFOServers(servers: platform.cpu.cores)
        ranks = RigidArray(capacity: platform.gpu.count)
        for rank in 0..<platform.gpu.count {
            ranks.append(Rank(scenario, replication: replication, rank: UInt32(rank)))
        }
        record = RunRecord(scenario)
        unfinishedRanks = platform.gpu.count
    }

    /// Simulates the run to its end.
    mutating func run() throws(SimulationError) -> RunOutcome {
        for rank in 0..<ranks.count {
            ranks[rank].run.start(at: 0)
            beginNewWork(of: rank)
        }
        settle()
        while unfinishedRanks > 0 && error == nil && exhaustedRank == nil {
            guard let event = queue.pop() else {
                error = queue.overflowed ? .durationOutOfRange : .deadlock(ranks[0].run.waitingChain)
                break
            }
            dispatch(event.target)
            settle()
            if queue.processed & 0xFFFF == 0 && Task.isCancelled { error = .cancelled }
        }
        if let error { throw error }
        if queue.overflowed { throw .durationOutOfRange }
        if let rank = exhaustedRank, let exhaustion = ranks[rank].run.memory.exhaustion {
            return .outOfMemory(outOfMemory(exhaustion, rank: rank))
        }
        try checkSteps()
        return .completed(report())
    }

    private mutating func dispatch(_ target: UInt32) {
        switch target {
        case Self.coreTimer:
            while let job = sharedCores.finished(in: &queue) { leaveCore(job) }
        case Self.bandwidthTimer:
            while let job = bandwidth.finished(in: &queue) { leaveDisk(job) }
        default:
            serviceEnded(target)
        }
    }

    /// Reports finished jobs to their pipelines, and begins what these ask for, until nothing more happens now.
    private mutating func settle() {
        var next = 0
        while next < done.count {
            let number = done[next]
            next += 1
            let place = jobs[number].work.place
            if ranks.count > 1 && (place == .accelerator || place == .trainerCore) {
                meetAtBarrier(number)
            } else {
                report(number)
            }
        }
        done.removeAll(keepingCapacity: true)
    }

    mutating func isDone(_ number: UInt32) { done.append(number) }

    private mutating func report(_ number: UInt32) {
        let job = jobs[number]
        let rank = Int(job.rank)
        jobs.remove(number)
        ranks[rank].run.complete(job.work, at: queue.now)
        record.finished(job, at: queue.now)
        if job.work.place == .accelerator || job.work.place == .trainerCore { stepEnded(job) }
        beginNewWork(of: rank)
    }

    /// A step of one accelerator counts when all have done theirs.
    private mutating func meetAtBarrier(_ number: UInt32) {
        barrier.append(number)
        guard barrier.count == unfinishedRanks else { return }
        let met = barrier.sorted { jobs[$0].rank < jobs[$1].rank }
        barrier.removeAll(keepingCapacity: true)
        for number in met { report(number) }
    }

    private mutating func stepEnded(_ job: Job) {
        let rank = Int(job.rank)
        if rank == 0 && record.isDue(step: ranks[0].run.training.finishedSteps) { record.add(snapshot()) }
        record.stepEnded(job, at: queue.now)
    }

    private mutating func beginNewWork(of rank: Int) {
        ranks[rank].run.takeWork(into: &begun)
        for work in begun { begin(work, of: rank) }
        begun.removeAll(keepingCapacity: true)
        if ranks[rank].run.isOutOfMemory { exhaustedRank = rank }
        noteEpoch(of: rank)
    }

    private mutating func noteEpoch(of rank: Int) {
        let isFinished = ranks[rank].run.isFinished
        guard record.epochEnded(of: rank, current: ranks[rank].run.currentEpoch, isFinished, at: queue.now) else { return }
        if rank == 0 { record.epochBoundary(snapshot()) }
        if isFinished { unfinishedRanks -= 1 }
    }

    private func checkSteps() throws(SimulationError) {
        guard let steps = scenario.pipeline.stepsPerEpoch else { return }
        let expected = steps * Int64(scenario.pipeline.training.epochs)
        for rank in 0..<ranks.count where ranks[rank].run.training.finishedSteps != expected {
            throw .stepsLost(expected: expected, finished: ranks[rank].run.training.finishedSteps)
        }
    }
}
