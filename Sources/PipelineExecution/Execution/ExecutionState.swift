import BasicContainers
import DequeModule
import DiscreteEvent
import PipelineRuns
import Pipelines
import Timelines

/// What the threads of an execution share: the pipelines, who works on what, and what has been measured.
///
/// The backend that completes work with threads: the same stages as in a simulation ask for the same work, and the
/// clock is the machine's. One thread at a time is in here.
struct ExecutionState: ~Copyable, RunBackend {
    let scenario: Scenario
    let settings: ExecutionSettings
    /// Whether each accelerator's steps are started by its training loop's thread.
    private let isLaunchedByHost: Bool
    let memoryBytes: Int64
    var state: RunState
    var contents: [ContentTable]
    var diskSlots: FIFOServers
    var workers: FIFOServers
    var cacheSlots: FIFOServers
    var keptBytes: KeptBytes
    var arrivedSamples: ArrivedSamples
    /// The locks that calls hold, those of each accelerator's pipeline one after the other.
    let locks: [CallMutex]
    var lanes: [Lane]
    /// Threads that must be woken or started for the work that was handed out last.
    var calls = UniqueArray<LaneCall>()
    var jobs: [Assignment?] = []
    private var freeJobs: [UInt32] = []
    var fileCaches: FileCaches
    /// Work that could not even be begun, and is not yet reported.
    var refused: [RefusedWork] = []
    var changes = UniqueArray<ContentChange>()
    /// Steps of each accelerator that wait because it has not met the others after the one before.
    var heldSteps: [Deque<UInt32>]
    /// Whether an accelerator has a step that has not passed the barrier.
    var hasStepUnderWay: [Bool]
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
    /// Steps in each device's queue, the one that computes first.
    var queuedSteps: [Deque<UInt32>]
    /// `HostClock` and the process's time on cores when the run began (ns).
    private(set) var startedAt: Int64 = 0
    private(set) var coresAtStart: Int64 = 0
    /// When it was over (ns), if it is.
    private(set) var endedAt: Int64?
    private(set) var outcome: RunOutcome?
    private(set) var error: ExecutionError?

    /// - Parameter keptBytes: where the read cache's samples will be.
    init(
        _ scenario: Scenario, _ settings: ExecutionSettings, isLaunchedByHost: Bool, keptBytes: KeptBytes
    ) throws(ExecutionError) {
        let platform = scenario.platform
        self.keptBytes = keptBytes
        self.scenario = scenario
        self.settings = settings
        self.isLaunchedByHost = isLaunchedByHost
        memoryBytes = settings.availableBytes
        diskSlots = FIFOServers(servers: platform.disk.queueDepth)
        workers = FIFOServers(servers: platform.cpu.workers)
        cacheSlots = FIFOServers(servers: platform.readCache.queueDepth)
        arrivedSamples = ArrivedSamples(ranks: platform.gpu.count)
        let recorder = settings.timelineWindow.map { TimelineRecorder(scenario, from: $0.from, end: $0.end) }
        do throws(PipelineError) {
            // Sizes and orders are those of the files; only the durations are of another replication.
            state = try RunState(
                scenario, replication: 0, durationsOf: settings.replication, recorder: recorder,
                tracksEvictions: true)
        } catch {
            throw .badPipeline(error)
        }
        locks = (0..<state.locks.countPerRank * platform.gpu.count).map { _ in CallMutex() }
        for rank in 0..<platform.gpu.count { state.ranks[rank].run.trackContents() }
        contents = Array(repeating: ContentTable(), count: platform.gpu.count)
        heldSteps = Array(repeating: [], count: platform.gpu.count)
        hasStepUnderWay = Array(repeating: false, count: platform.gpu.count)
        deliveries = Array(repeating: [], count: platform.gpu.count)
        checksums = Array(repeating: [], count: platform.gpu.count)
        queuedSteps = Array(repeating: [], count: platform.gpu.count)
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

    /// Starts the clock, and begins the first epoch.
    mutating func startClock() {
        startedAt = HostClock.nanoseconds
        coresAtStart = CPUClock.processNanoseconds
        start()
        endIfPast()
    }

    /// Settles what has happened, and ends the run if nothing more can happen, or is to be recorded.
    mutating func settleAndEnd() {
        settle()
        endIfPast()
    }

    private mutating func endIfPast() {
        if state.recorder != nil && !isOver { observe() }
        if jobsInFlight == 0 && !isOver { end(.deadlock(state.waitingChain)) }
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
    mutating func end(_ error: ExecutionError?, outcome: RunOutcome? = nil) {
        guard !isOver else { return }
        let now = now
        self.error = error
        self.outcome = outcome ?? (now > 0 ? .completed(report(at: now)) : nil)
        endedAt = now
    }

    private mutating func report(at now: Int64) -> RunReport {
        let end = snapshot(at: now)
        let resources = [
            ResourceReport("disk queue", diskSlots.statistics(at: now)),
            ResourceReport("workers", workers.statistics(at: now)),
        ]
        let cache = state.hasReadCache ? [ResourceReport("read cache queue", cacheSlots.statistics(at: now))] : []
        return RunReport(
            RunResults(
                scenario, state.record, &state.ranks, state.durations, end: end, resources: resources + cache,
                events: completedWork, engine: nil))
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
