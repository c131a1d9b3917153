import BasicContainers
import DequeModule
import DiscreteEvent
import PipelineSimulation
import Pipelines
import Timelines

/// What the threads of an execution share: the pipelines, who works on what, and what has been measured.
///
/// The counterpart of the simulator: the same stages ask for the same work, but it is threads that do it, and the clock
/// is the machine's. One thread at a time is in here.
struct ExecutionState: ~Copyable {
    let scenario: Scenario
    let settings: ExecutionSettings
    /// Whether each accelerator's steps are started by its training loop's thread.
    private let isLaunchedByHost: Bool
    private let memoryBytes: Int64
    var ranks: RigidArray<Rank>
    var contents: [ContentTable]
    var record: RunRecord
    var diskSlots: FIFOServers
    var workers: FIFOServers
    var lanes: [Lane]
    /// Threads that must be woken or started for the work that was handed out last.
    var calls = UniqueArray<LaneCall>()
    var jobs: [Assignment?] = []
    private var freeJobs: [UInt32] = []
    var fileCaches: FileCaches
    /// Work that is done and not yet reported to its pipeline.
    var done = UniqueDeque<Completion>()
    /// Work that could not even be begun, and is not yet reported.
    var refused: [RefusedWork] = []
    private var begun = UniqueArray<Work>()
    private var changes = UniqueArray<ContentChange>()
    var barrier: [FinishedStep] = []
    let hasStepBarrier: Bool
    /// Steps of each accelerator that wait because it has not met the others after the one before.
    var heldSteps: [Deque<UInt32>]
    /// Whether an accelerator has a step that has not passed the barrier.
    var hasStepUnderWay: [Bool]
    var waitingRanks = 0
    var completedWork: UInt64 = 0
    /// Time that devices copied ahead of steps (ns).
    var copiedNanoseconds: Int64 = 0
    var failures: [ExecutionError] = []
    /// Elements that reached each training loop, where they are recorded.
    var deliveries: [[Element]]
    /// Every piece of work, in the order of their ends, where they are recorded.
    var workRecords: [WorkRecord] = []
    /// The checksums of their batches, where the steps were computed.
    var checksums: [[UInt64]]
    /// Records a timeline, where one is wanted.
    var recorder: TimelineRecorder?
    /// Steps in each device's queue, the one that computes first.
    var queuedSteps: [Deque<UInt32>]
    /// `HostClock` and the process's time on cores when the run began (ns).
    private(set) var startedAt: Int64 = 0
    private var coresAtStart: Int64 = 0
    /// When it was over (ns), if it is.
    private(set) var endedAt: Int64?
    private(set) var outcome: RunOutcome?
    private(set) var error: ExecutionError?

    init(_ scenario: Scenario, _ settings: ExecutionSettings, isLaunchedByHost: Bool) throws(ExecutionError) {
        let platform = scenario.platform
        self.scenario = scenario
        self.settings = settings
        self.isLaunchedByHost = isLaunchedByHost
        memoryBytes = settings.memoryBytes ?? HostMemory()?.spareBytes ?? .max
        hasStepBarrier = platform.gpu.count > 1 && platform.gpu.barrier == .step
        diskSlots = FIFOServers(servers: platform.disk.queueDepth)
        workers = FIFOServers(servers: platform.cpu.workers)
        ranks = RigidArray(capacity: platform.gpu.count)
        for rank in 0..<platform.gpu.count {
            do {
                // Sizes and orders are those of the files; only the durations are of another replication.
                var drawn = try Rank(scenario, replication: 0, rank: rank)
                let share = try scenario.onAccelerator(rank)
                drawn.durations = StageDurations(share, replication: settings.replication, rank: UInt32(rank))
                drawn.run.trackContents()
                ranks.append(drawn)
            } catch {
                throw .badPipeline(error)
            }
        }
        contents = Array(repeating: ContentTable(), count: platform.gpu.count)
        heldSteps = Array(repeating: [], count: platform.gpu.count)
        hasStepUnderWay = Array(repeating: false, count: platform.gpu.count)
        deliveries = Array(repeating: [], count: platform.gpu.count)
        checksums = Array(repeating: [], count: platform.gpu.count)
        queuedSteps = Array(repeating: [], count: platform.gpu.count)
        recorder = settings.timelineWindow.map { TimelineRecorder(scenario, from: $0.from, end: $0.end) }
        record = RunRecord(scenario)
        fileCaches = FileCaches(directory: settings.cacheDirectory, mode: settings.cacheMode)
        lanes = (0..<LaneNumber.count(ranks: platform.gpu.count)).map {
            Lane(limit: $0 == LaneNumber.functions ? .max : 1)
        }
    }

    /// Nanoseconds since the run began.
    var now: Int64 { HostClock.nanoseconds - startedAt }
    /// Whether nothing more is to be done.
    var isOver: Bool { endedAt != nil }
    /// Pieces of work that are under way.
    var jobsInFlight: Int { jobs.count - freeJobs.count }

    /// Begins the first epoch.
    mutating func start() {
        startedAt = HostClock.nanoseconds
        coresAtStart = CPUClock.processNanoseconds
        for rank in 0..<ranks.count {
            ranks[rank].run.start(at: 0)
            beginNewWork(of: rank)
        }
        settle()
    }

    /// Hands out what a pipeline has asked for.
    mutating func beginNewWork(of rank: Int) {
        ranks[rank].run.takeContentChanges(into: &changes)
        for index in 0..<changes.count { contents[rank].apply(changes[index]) }
        changes.removeAll(keepingCapacity: true)
        ranks[rank].run.takeWork(into: &begun)
        let now = now
        for index in 0..<begun.count { begin(begun[index], of: rank, at: now) }
        begun.removeAll(keepingCapacity: true)
        if let failure = ranks[rank].run.failure { return end(failures[Int(failure.code)]) }
        if ranks[rank].run.isOutOfMemory { endOutOfMemory(rank) }
        checkMemory()
        if ranks[rank].hasEndedEpoch(at: now) { endEpoch(at: now) }
    }

    mutating func add(_ assignment: Assignment) -> UInt32 {
        if let number = freeJobs.popLast() {
            jobs[Int(number)] = assignment
            return number
        }
        jobs.append(assignment)
        return UInt32(jobs.count - 1)
    }

    mutating func remove(_ job: UInt32) {
        jobs[Int(job)] = nil
        freeJobs.append(job)
    }

    mutating func push(_ job: UInt32, to lane: Int) {
        switch lanes[lane].push(job) {
        case .nothing: break
        case .wake: calls.append(LaneCall(lane: lane, needsThread: false))
        case .newThread: calls.append(LaneCall(lane: lane, needsThread: true))
        }
    }

    /// The lane in which a step is worked on first.
    func stepLane(_ rank: Int) -> Int {
        isLaunchedByHost ? LaneNumber.trainer(rank) : LaneNumber.accelerator(rank)
    }

    /// Ends the run; what has been measured so far is its outcome, unless memory ran out.
    mutating func end(_ error: ExecutionError? = nil, outcome: RunOutcome? = nil) {
        guard !isOver else { return }
        let now = now
        self.error = error
        self.outcome = outcome ?? (now > 0 ? .completed(report(at: now)) : nil)
        endedAt = now
    }

    private mutating func endOutOfMemory(_ rank: Int) {
        guard let exhaustion = ranks[rank].run.memory.exhaustion else { return }
        end(outcome: .outOfMemory(OutOfMemory(scenario, exhaustion, ranks[rank])))
    }

    /// Ends the run before the machine's memory is full, and other programs suffer.
    private mutating func checkMemory() {
        var needed: Int128 = 0
        for rank in 0..<ranks.count {
            needed += ranks[rank].run.memory.heldBytes + ranks[rank].run.memory.inFlightBytes
        }
        if needed > Int128(memoryBytes) {
            end(.notEnoughMemory(neededBytes: Int64(clamping: needed), availableBytes: memoryBytes))
        }
    }

    /// Accelerators whose epoch is over wait for the others; the last one begins the next epoch for all.
    private mutating func endEpoch(at now: Int64) {
        waitingRanks += 1
        guard waitingRanks == ranks.count else { return }
        waitingRanks = 0
        record.starved(ranks, until: now)
        record.epochEnded(snapshot(at: now), ranks)
        if ranks[0].run.isFinished { return end() }
        for rank in 0..<ranks.count {
            ranks[rank].beginNextEpoch(at: now)
            beginNewWork(of: rank)
        }
    }

    func snapshot(at now: Int64) -> RunSnapshot {
        var snapshot = RunSnapshot(record, ranks, waitingRanks: waitingRanks, at: now)
        snapshot.copyNanoseconds = Double(copiedNanoseconds)
        snapshot.diskSlotNanoseconds = Double(wide: diskSlots.statistics(at: now).busyIntegral)
        snapshot.workerNanoseconds = Double(wide: workers.statistics(at: now).busyIntegral)
        snapshot.coreNanoseconds = Double(CPUClock.processNanoseconds - coresAtStart)
        return snapshot
    }

    private func report(at now: Int64) -> RunReport {
        RunReport(
            scenario, record, ranks, end: snapshot(at: now),
            resources: [
                ResourceReport("disk queue", diskSlots.statistics(at: now)),
                ResourceReport("workers", workers.statistics(at: now)),
            ],
            events: completedWork)
    }
}

/// Work that failed before a thread got it.
struct RefusedWork {
    var work: Work
    var rank: Int
    var error: ExecutionError
}

/// A thread of a lane must be woken, or started.
struct LaneCall: BitwiseCopyable {
    var lane: Int
    var needsThread: Bool
}
