public import BasicContainers
public import DequeModule
public import Pipelines
package import Timelines

/// What a run has come to between pieces of work: the pipelines of all accelerators, and what is noted of them.
///
/// Backends read and change it as they complete work; what happens between pieces of work is in
/// `RunBackend+Coordination.swift`, which is compiled once more for each backend: what it uses is usable from inline.
@usableFromInline
package struct RunState: ~Copyable {
    /// The accelerators, each with its pipeline.
    @usableFromInline package var ranks: RigidArray<Rank>
    /// The random durations of each accelerator's pipeline.
    @usableFromInline package var durations: RigidArray<StageDurations>
    /// What is noted while the run goes on.
    package private(set) var record: RunRecord
    /// Work that is done, to be reported to its pipelines in this order.
    @usableFromInline package var done = UniqueDeque<Completion>()
    /// Work that a pipeline has just asked for.
    @usableFromInline var begun = UniqueArray<Work>()
    /// Steps that are done while others' are not.
    private var barrier: [FinishedStep] = []
    /// Whether accelerators meet after every step.
    @usableFromInline package let hasStepBarrier: Bool
    /// Whether all have come to the barrier, which takes its time.
    private var isMeeting = false
    /// When the last of those that meet came, and the longest that one was interrupted since the meeting before (ns).
    private var meeting = (lastAt: Int64(0), interruptions: Int64(0))
    /// Accelerators whose epoch is over, and that wait for the others.
    private var waitingRanks = 0
    /// Whether a stage's parallelism is automatic.
    @usableFromInline package let isTuned: Bool
    /// What was read from the disk and is kept, where there is such a cache.
    package private(set) var readCache: SampleCache?
    /// Whether there is one.
    @usableFromInline package let hasReadCache: Bool
    /// The locks that calls hold.
    package let locks: CallLocks
    /// What requests bring, where they bring row groups.
    package let rowGroups: RowGroups?
    /// There when a timeline is recorded.
    package var recorder: TimelineRecorder?

    /// - Parameters:
    ///   - replication: number of the replication whose samples, sizes and orders are drawn.
    ///   - durations: number of the one whose durations are drawn.
    ///   - recorder: records a timeline until its window is over, where the run then ends.
    ///   - tracksEvictions: whether the backend keeps the bytes of the samples that a read cache keeps.
    /// - Throws: when the pipeline cannot run on one of the accelerators.
    package init(
        _ scenario: Scenario, replication: UInt32, durationsOf durations: UInt32, recorder: TimelineRecorder?,
        tracksEvictions: Bool = false
    ) throws(PipelineError) {
        self.recorder = recorder
        readCache = SampleCache(scenario, replication: replication, tracksEvictions: tracksEvictions)
        hasReadCache = readCache != nil
        locks = CallLocks(scenario.pipeline)
        rowGroups = RowGroups(scenario, replication: replication)
        let gpu = scenario.platform.gpu
        hasStepBarrier = gpu.count > 1 && gpu.barrier == .step
        isTuned = Autotuner(scenario) != nil
        record = RunRecord(scenario)
        ranks = RigidArray(capacity: gpu.count)
        self.durations = RigidArray(capacity: gpu.count)
        for rank in 0..<gpu.count {
            let share = try scenario.onAccelerator(rank)
            ranks.append(Rank(share, replication: replication, rank: UInt32(rank)))
            self.durations.append(StageDurations(share, replication: durations, rank: UInt32(rank)))
        }
    }

    @usableFromInline var rankCount: Int { ranks.count }

    /// Whether the first accelerator has trained all its epochs, and so all have.
    @usableFromInline var isFinished: Bool { ranks[0].run.isFinished }

    /// What pipelines and steps have come to by a time (ns).
    @usableFromInline mutating func snapshot(at now: Int64) -> RunSnapshot {
        var snapshot = RunSnapshot(&record, &ranks, waitingRanks: waitingRanks, at: now)
        if let samples = readCache?.samples {
            (snapshot.askedSamples, snapshot.foundSamples) = (Double(samples.asked), Double(samples.found))
        }
        return snapshot
    }
}

// MARK: Pieces of work

extension RunState {
    /// Work that takes no time and waits for nothing.
    @inlinable
    package mutating func finishAtOnce(_ work: Work, of rank: Int) {
        done.append(Completion(work: work, rank: rank, nanoseconds: 0, servedNanoseconds: 0))
    }

    /// Takes what a pipeline has asked for.
    @inlinable
    mutating func takeWork(of rank: Int) { ranks[rank].run.takeWork(into: &begun) }

    /// Whether work goes to the disk, or finds its sample in the read cache.
    @usableFromInline @inline(never)
    mutating func placed(_ work: Work) -> Work {
        guard let place = readCache?.place(of: work) else { return work }
        var placed = work
        placed.place = place
        return placed
    }

    /// A sample that was read may be kept.
    ///
    /// - Returns: whether it is; nil where the work was nothing of the kind.
    @usableFromInline @inline(never)
    package mutating func keepRead(_ completion: Completion, at now: Int64) -> Bool? {
        guard var cache = readCache.take() else { return nil }
        defer { readCache = cache }
        guard cache.isEndOfReading(completion.work) else { return nil }
        let before = cache.keptBytes
        let isKept = cache.keep(completion.work.element)
        guard cache.holdsMemory else { return isKept }
        // Memory is divided among the accelerators' pipelines, and so is what all share.
        let count = Int64(ranks.count)
        let change = cache.keptBytes / count - before / count
        for rank in 0..<ranks.count where change != 0 {
            ranks[rank].run.keep(bytes: change, forStage: Int(completion.work.stage), at: now)
        }
        return isKept
    }

    /// Bytes that a request to the disk brings.
    @inline(__always)
    package func requestedBytes(_ work: Work) -> Int64 {
        guard let rowGroups, rowGroups.applies(to: work) else { return work.element.bytes }
        return rowGroups.bytes(from: work.element.sample)
    }

    /// Whether a sample that has been read from the disk goes to the read cache's own disk before it is passed on.
    package func writesToCache(_ work: Work) -> Bool { readCache?.isToBeWritten(work) ?? false }

    /// Whether what the read cache keeps counts as memory that the pipelines hold.
    package var countsReadCache: Bool { readCache?.holdsMemory ?? false }

    /// The samples that the read cache has given up since the last call.
    package mutating func takeEvicted() -> [Int64] { readCache?.takeEvicted() ?? [] }

    /// Gives finished work back to the stage that asked for it.
    ///
    /// - Returns: false for work of an earlier life of the stage.
    @inlinable
    mutating func report(_ completion: Completion, at now: Int64) -> Bool {
        ranks[completion.rank].run.complete(completion.work, course: completion.course(endedAt: now), at: now)
    }

    /// Tells an accelerator's tuner of finished work.
    ///
    /// - Returns: whether the tuner begins with an epoch, whose iterator has been created.
    @usableFromInline
    mutating func noteForTuning(_ completion: Completion, at now: Int64) -> Bool {
        let work = completion.work
        if work.place == .iteratorCreation {
            ranks[completion.rank].beginTuning(at: now)
            return true
        }
        if work.place != .handOver && !work.place.isInterruption {
            ranks[completion.rank].noteWork(
                ofStage: Int(work.stage), generation: work.generation, nanoseconds: completion.servedNanoseconds)
        }
        return false
    }

    /// Notes the end of a step.
    ///
    /// - Parameter endedAt: when it was done, which may be before it passed the barrier (ns).
    /// - Returns: whether a snapshot of the counters is due.
    @usableFromInline
    mutating func noteStep(_ completion: Completion, endedAt: Int64, at now: Int64) -> Bool {
        ranks[completion.rank].stepEnded(completion, at: endedAt)
        record.stepEnded(completion, at: now)
        return completion.rank == 0 && record.isDue(step: ranks[0].run.training.finishedSteps)
    }

    /// Notes the counters at the end of a step.
    @usableFromInline
    mutating func add(_ snapshot: RunSnapshot) { record.add(snapshot, &ranks) }

    @usableFromInline
    mutating func endInterruption(of rank: Int, at now: Int64) { ranks[rank].endInterruption(at: now) }
}

// MARK: Barrier and epochs

extension RunState {
    /// A step is done, and waits for the others'.
    @usableFromInline
    mutating func hold(_ step: Completion, at now: Int64) {
        barrier.append(FinishedStep(completion: step, endedAt: now))
    }

    /// Whether all that still run have done their steps and begin to meet now.
    @usableFromInline
    mutating func beginsMeeting() -> Bool {
        guard !barrier.isEmpty, !isMeeting, barrier.count == ranks.count - waitingRanks else { return false }
        isMeeting = true
        return true
    }

    /// The accelerators have met.
    ///
    /// - Returns: their steps; the first accelerator's comes last, so that its snapshots count everyone's.
    @usableFromInline
    mutating func endMeeting() -> [FinishedStep] {
        isMeeting = false
        meeting = (0, 0)
        for step in barrier { noteArrival(of: step.completion.rank, at: step.endedAt) }
        // The interruption of one whose epoch is over has kept the others waiting, too.
        for rank in 0..<ranks.count where mayHaveEndedEpoch(of: rank) && ranks[rank].interruptionsSinceMeeting > 0 {
            noteArrival(of: rank, at: ranks[rank].epochEndedAt)
            ranks[rank].met(afterInterruption: 0)
        }
        let met = barrier.sorted { $0.completion.rank > $1.completion.rank }
        barrier.removeAll(keepingCapacity: true)
        return met
    }

    /// An accelerator has come to the meeting, which takes place once all have.
    private mutating func noteArrival(of rank: Int, at now: Int64) {
        meeting.lastAt = max(meeting.lastAt, now)
        meeting.interruptions = max(meeting.interruptions, ranks[rank].interruptionsSinceMeeting)
    }

    /// A step has waited for the others until now (ns).
    ///
    /// As far as another one had more of checkpoints and evaluations, it is these that this accelerator has waited for.
    @usableFromInline
    mutating func noteWait(of step: FinishedStep, until now: Int64) {
        let rank = step.completion.rank
        let excess = meeting.interruptions - ranks[rank].interruptionsSinceMeeting
        let interruption = max(0, min(meeting.lastAt - step.endedAt, excess))
        record.waitedForOthers(now - step.endedAt - interruption)
        ranks[rank].met(afterInterruption: interruption)
    }

    /// Starts an accelerator's pipeline.
    @usableFromInline
    mutating func start(_ rank: Int) { ranks[rank].run.start(at: 0) }

    /// Whether an accelerator's epoch is over, just now or since a while.
    @inlinable @inline(__always)
    func mayHaveEndedEpoch(of rank: Int) -> Bool { ranks[rank].run.isBetweenEpochs || ranks[rank].run.isFinished }

    /// Notes the end of an accelerator's epoch.
    ///
    /// - Returns: whether it has ended just now.
    @usableFromInline
    mutating func hasEndedEpoch(of rank: Int, at now: Int64) -> Bool { ranks[rank].hasEndedEpoch(at: now) }

    /// An accelerator's epoch is over.
    ///
    /// - Returns: whether that of all is.
    @usableFromInline
    mutating func endsEpochOfAll(at now: Int64) -> Bool {
        waitingRanks += 1
        guard waitingRanks == ranks.count else { return false }
        waitingRanks = 0
        noteEpochWaits(until: now)
        return true
    }

    /// The epoch has ended for all: those that waited because their data had ended before the others' have starved.
    ///
    /// As far as another one had more of checkpoints and evaluations, or had one when its data had ended, it is these
    /// that they have waited for.
    private mutating func noteEpochWaits(until now: Int64) {
        var (latest, longest) = (Int64(0), Int64(0))
        for rank in 0..<ranks.count {
            latest = max(latest, ranks[rank].trainingEndedAt)
            longest = max(longest, ranks[rank].interruptionsInEpoch)
        }
        for rank in 0..<ranks.count {
            let waited = now - ranks[rank].epochEndedAt
            let late = min(waited, latest - ranks[rank].trainingEndedAt)
            let starved = max(0, late - (longest - ranks[rank].interruptionsInEpoch))
            record.starved(starved)
            ranks[rank].losses.interruptions += waited - starved
        }
    }

    /// Notes the counters at the end of an epoch of all accelerators.
    @usableFromInline
    mutating func epochEnded(_ snapshot: RunSnapshot) { record.epochEnded(snapshot, &ranks) }

    @usableFromInline
    mutating func beginNextEpoch(of rank: Int, at now: Int64) { ranks[rank].beginNextEpoch(at: now) }
}

// MARK: Waiting

extension RunState {
    /// Whether an accelerator waits for others, at the barrier or for the end of their epoch, or has trained all its
    /// epochs.
    private func waitsForOthers(_ rank: Int) -> Bool {
        ranks[rank].run.isBetweenEpochs || ranks[rank].run.isFinished
            || barrier.contains { $0.completion.rank == rank }
    }

    /// Who waits for whom in a run that got stuck, on the first accelerator that does not merely wait for others.
    package var waitingChain: String {
        var stuck = 0
        while stuck < ranks.count && waitsForOthers(stuck) { stuck += 1 }
        if stuck == ranks.count { stuck = 0 }
        let chain = ranks[stuck].run.waitingChain
        return ranks.count == 1 ? chain : "accelerator \(stuck + 1) of \(ranks.count): \(chain)"
    }

    /// Notes what each thread and device does now (ns), where a timeline is recorded.
    ///
    /// - Returns: whether its window is over.
    package mutating func observe(at now: Int64) -> Bool {
        guard var recorder = recorder.take() else { return false }
        for rank in 0..<ranks.count {
            recorder.observe(ranks[rank].run, accelerator: rank, waits: waitsForOthers(rank), at: now)
        }
        let isPast = recorder.isOver(at: now)
        self.recorder = recorder
        return isPast
    }
}
