import BasicContainers
import Glibc
package import PipelineRuns
package import Pipelines
import Synchronization
package import Timelines
import Variates

/// Runs a scenario's pipeline on threads and devices, in wall time.
///
/// - Parameters:
///   - scenario: rewritten first as its options say. Its overheads are not added: threads have costs of their own.
///   - progress: called from time to time with the share of the steps that is done, where their number is known; the
///     execution is stopped when it returns false.
/// - Throws: when the execution could not be begun; what goes wrong later is part of the result.
package func execute(
    _ scenario: Scenario, _ settings: ExecutionSettings, progress: (Double?) -> Bool = { _ in true }
) throws(ExecutionError) -> Execution {
    let executor = try Executor(executable(scenario), settings)
    return executor.run(progress)
}

/// What an execution came to.
package struct Execution: Sendable {
    /// What was measured, also when the run was cut short; nil when it was over before it had begun.
    package let outcome: RunOutcome?
    /// Why it was cut short, if it was.
    package let error: ExecutionError?
    /// The elements that reached each accelerator's training loop, in their order, where they were recorded.
    package let deliveries: [[Element]]
    /// What the accelerators, or the hosts, computed of their batches: one checksum for each step that was finished.
    package let checksums: [[UInt64]]
    /// The window that was recorded, if one was.
    package let timeline: Result<Timeline, TimelineError>?
    /// Every piece of work in the order of their ends, where they were recorded.
    package let work: [WorkRecord]
    /// Elements that still held bytes in the end, in caches for instance.
    let remainingContents: Int
}

/// The scenario without the modelled costs of an executor.
private func executable(_ scenario: Scenario) throws(ExecutionError) -> Scenario {
    do throws(PipelineError) {
        var rewritten = try scenario.rewritten()
        rewritten.platform.overheads = .none
        if let checkpoint = rewritten.pipeline.training.checkpoint, checkpoint.bytes > 0 {
            throw PipelineError(
                parameter: "checkpointBytes",
                "`train.checkpointBytes` is not executed, because no checkpoint is written: use `checkpointTime`, with 0 bytes"
            )
        }
        return rewritten
    } catch {
        throw .badPipeline(error)
    }
}

/// The threads of one execution.
private final class Executor: Sendable {
    static let acceleratorLimit = 16
    private static let progressNanoseconds: Int64 = 50_000_000
    /// How long the end of a run waits for threads that wait for something.
    private static let patienceNanoseconds: Int64 = 2_000_000_000

    private let monitor: Monitor<ExecutionState>
    private let signals: [LaneSignal]
    private let isOver = Condition()
    private let stop = StopSignal()
    private let performer: Performer
    private let spinNanoseconds: Int64
    private let totalSteps: Int64?
    private let threads = Monitor<[WorkerThread]>([])

    init(_ scenario: Scenario, _ settings: ExecutionSettings) throws(ExecutionError) {
        let count = scenario.platform.gpu.count
        guard count <= Self.acceleratorLimit else {
            throw .tooManyAccelerators(count: count, limit: Self.acceleratorLimit)
        }
        let gpu = scenario.platform.gpu
        guard count == 1 || gpu.barrier == .epoch || gpu.barrierOverhead == .constant(0) else {
            throw .barrierOverhead
        }
        performer = try Performer(scenario, settings, stop)
        let state = try ExecutionState(
            scenario, settings, isLaunchedByHost: performer.isLaunchedByHost,
            keptBytes: try KeptBytes(scenario, settings))
        signals = state.lanes.map(\.signal)
        monitor = Monitor(state)
        spinNanoseconds = settings.spinNanoseconds
        totalSteps = scenario.pipeline.totalSteps.map { $0 * Int64(count) }
    }

    func run(_ progress: (Double?) -> Bool) -> Execution {
        let calls = monitor.withLock { state in
            state.startClock()
            return state.takeCalls()
        }
        answer(calls)
        wait(progress)
        stop.raise()
        for signal in signals { signal.condition.broadcast() }
        endThreads()
        return monitor.withLock { state in
            state.fileCaches.removeAll()
            state.keptBytes.removeAll()
            return Execution(
                outcome: state.outcome, error: state.error, deliveries: state.deliveries,
                checksums: state.checksums, timeline: state.timeline, work: state.workRecords,
                remainingContents: state.contents.reduce(0) { $0 + $1.count })
        }
    }

    /// Waits for the end of the run, and tunes and reports meanwhile.
    private func wait(_ progress: (Double?) -> Bool) {
        while true {
            let (calls, tuningAt) = monitor.withLock { state in
                let tuningAt = state.tune().map { $0 + state.startedAt }
                return (state.takeCalls(), tuningAt)
            }
            answer(calls)
            let deadline = min(HostClock.nanoseconds + Self.progressNanoseconds, tuningAt ?? .max)
            if monitor.wait(for: isOver, until: deadline, { $0.isOver ? true : nil }) != nil { return }
            let steps = monitor.withLock { $0.finishedSteps }
            if !progress(totalSteps.map { Double(steps) / Double(max(1, $0)) }) {
                monitor.withLock { $0.end(.stopped) }
                return
            }
        }
    }

    /// Waits for what threads and devices are still at, for a while.
    ///
    /// What a device computes cannot be called off, nor a read from a disk that does not answer: a thread that waits
    /// for them changes nothing any more, and keeps what it needs.
    private func endThreads() {
        let deadline = HostClock.nanoseconds + Self.patienceNanoseconds
        // A thread that ends may have started another one just before.
        while case let started = takeThreads(), !started.isEmpty {
            for thread in started { _ = thread.join(until: deadline) }
        }
        while monitor.withLock({ $0.hasStepsOnDevices }) {
            guard HostClock.nanoseconds < deadline else {
                // Dropping their memory would wait for them.
                _ = Unmanaged.passRetained(self)
                return
            }
            sched_yield()
        }
    }

    private func takeThreads() -> [WorkerThread] {
        threads.withLock { threads in
            let started = threads
            threads = []
            return started
        }
    }

    /// Wakes and starts the threads that work was handed to.
    private func answer(_ calls: [LaneCall]) {
        for call in calls {
            guard call.needsThread else {
                signals[call.lane].condition.signal()
                continue
            }
            do throws(ExecutionError) {
                let thread = try WorkerThread { [self] in serve(call.lane) }
                threads.withLock { $0.append(thread) }
            } catch {
                monitor.withLock { $0.end(error) }
                isOver.broadcast()
            }
        }
    }

    /// A thread's life: one job of its lane after the other.
    private func serve(_ lane: Int) {
        monitor.withLock { $0.lanes[lane].spinning += 1 }
        var next = nextJob(lane)
        while let (job, assignment) = next, !stop.isRaised {
            let startedAt = HostClock.nanoseconds
            let result = performer.perform(assignment)
            let endedAt = HostClock.nanoseconds
            if stop.isRaised { return }
            let (calls, isNowOver) = monitor.withLock { state in
                // What is handed to this lane now needs no other thread.
                state.lanes[lane].spinning += 1
                state.finish(job, result, from: startedAt, to: endedAt)
                next = state.takeJob(lane)
                if next != nil { state.lanes[lane].spinning -= 1 }
                return (state.takeCalls(), state.isOver)
            }
            answer(calls)
            if isNowOver {
                isOver.broadcast()
                return
            }
            if next == nil { next = nextJob(lane) }
        }
    }

    /// Looks for a job for a while, then sleeps until there is one; nil at the end of the run.
    ///
    /// - Precondition: the thread is counted among those that spin.
    private func nextJob(_ lane: Int) -> (UInt32, Assignment)? {
        if let job = spin(lane) { return job }
        var isParked = false
        return monitor.wait(for: signals[lane].condition) { [stop] state -> (UInt32, Assignment)?? in
            let job = state.takeJob(lane)
            if job == nil && !stop.isRaised && !state.isOver {
                if !isParked { state.lanes[lane].park() }
                isParked = true
                return nil
            }
            if isParked { state.lanes[lane].parked -= 1 } else { state.lanes[lane].spinning -= 1 }
            return .some(job)
        } ?? nil
    }

    /// Looks for a job for a while; when it finds one, the thread is no more counted among those that spin.
    private func spin(_ lane: Int) -> (UInt32, Assignment)? {
        let end = HostClock.nanoseconds + spinNanoseconds
        while HostClock.nanoseconds < end, !stop.isRaised {
            guard signals[lane].readyJobs.load(ordering: .acquiring) > 0 else {
                sched_yield()
                continue
            }
            // Another thread may be faster.
            let job = monitor.withLock { state in
                let job = state.takeJob(lane)
                if job != nil { state.lanes[lane].spinning -= 1 }
                return job
            }
            if let job { return job }
        }
        return nil
    }
}

extension ExecutionState {
    /// The next job of a lane.
    fileprivate mutating func takeJob(_ lane: Int) -> (UInt32, Assignment)? {
        guard !isOver, let job = lanes[lane].pop(), let assignment = jobs[Int(job)] else { return nil }
        return (job, assignment)
    }

    fileprivate mutating func takeCalls() -> [LaneCall] {
        if calls.isEmpty { return [] }
        let taken = (0..<calls.count).map { calls[$0] }
        calls.removeAll(keepingCapacity: true)
        return taken
    }

    /// Whether a step was started, and a device has not ended it.
    fileprivate var hasStepsOnDevices: Bool {
        jobs.contains { job in
            guard case .finish(let step) = job?.task else { return false }
            return !step.isOver
        }
    }

    fileprivate var finishedSteps: Int64 {
        var steps: Int64 = 0
        for rank in 0..<state.ranks.count { steps += state.ranks[rank].run.training.finishedSteps }
        return steps
    }
}
