public import BasicContainers
public import DequeModule
public import Pipelines

/// What happens between pieces of work: settling, the barrier, the end of an epoch, records.
///
/// Inlinable, so that each backend's module compiles it for its own type: called through a table it takes 2.5 times as
/// long.
extension RunBackend where Self: ~Copyable {
    /// Begins the first epoch.
    @inlinable
    package mutating func start() {
        for rank in 0..<state.rankCount {
            state.start(rank)
            beginNewWork(of: rank)
        }
        settle()
    }

    /// Reports finished work to its pipelines, and begins what these ask for, until nothing more happens now.
    @inlinable
    package mutating func settle() {
        repeat {
            while !isStopped {
                if continueNow() { continue }
                guard let completion = state.done.popFirst() else { break }
                settle(completion)
            }
        } while passBarrier()
    }

    @inlinable @inline(__always)
    mutating func settle(_ completion: Completion) {
        willSettle(completion)
        let now = now
        if state.hasStepBarrier && completion.work.place.isStep { return state.hold(completion, at: now) }
        report(completion, endedAt: now, at: now)
    }

    /// Steps of several accelerators end together, when all that still run have done theirs and have met.
    @inlinable @inline(__always)
    mutating func passBarrier() -> Bool {
        guard state.hasStepBarrier, !isStopped, state.beginsMeeting(), meet() else { return false }
        leaveBarrier()
        return true
    }

    /// The accelerators have met.
    @inlinable
    package mutating func leaveBarrier() {
        let now = now
        for step in state.endMeeting() {
            leaveBarrier(after: step.completion)
            state.noteWait(of: step, until: now)
            report(step.completion, endedAt: step.endedAt, at: now)
        }
    }

    /// - Parameter endedAt: when the work was done, which for a step may be before it passed the barrier (ns).
    @inlinable
    mutating func report(_ completion: Completion, endedAt: Int64, at now: Int64) {
        if state.hasReadCache, let isKept = state.keepRead(completion, at: now) {
            didRead(completion, isKept: isKept)
        }
        let isKnown = state.report(completion, at: now)
        if isKnown && state.isTuned && state.noteForTuning(completion, at: now) {
            didBeginTuning(of: completion.rank)
        }
        didReport(completion, isKnown: isKnown)
        if completion.work.place.isStep { noteStep(completion, endedAt: endedAt, at: now) }
        if completion.work.place.isInterruption { state.endInterruption(of: completion.rank, at: now) }
        beginNewWork(of: completion.rank)
    }

    @inlinable @inline(__always)
    mutating func noteStep(_ completion: Completion, endedAt: Int64, at now: Int64) {
        didReportStep(completion)
        if state.noteStep(completion, endedAt: endedAt, at: now) { state.add(snapshot(at: now)) }
    }

    /// Begins what a pipeline asks for.
    @inlinable @inline(__always)
    package mutating func beginNewWork(of rank: Int) {
        willBeginWork(of: rank)
        state.takeWork(of: rank)
        for index in 0..<state.begun.count {
            let work = state.begun[index]
            begin(state.hasReadCache ? state.placed(work) : work, of: rank)
        }
        state.begun.removeAll(keepingCapacity: true)
        guard goesOn(afterBeginningWorkOf: rank) else { return }
        if state.mayHaveEndedEpoch(of: rank), state.hasEndedEpoch(of: rank, at: now) { endEpoch() }
    }

    /// An accelerator's epoch is over; the next begins when that of all is.
    @inlinable @inline(never)
    mutating func endEpoch() {
        let now = now
        guard state.endsEpochOfAll(at: now) else { return }
        state.epochEnded(snapshot(at: now))
        if state.isFinished { return end() }
        for rank in 0..<state.rankCount {
            state.beginNextEpoch(of: rank, at: now)
            beginNewWork(of: rank)
        }
    }

    /// The counters at a time (ns).
    @inlinable
    package mutating func snapshot(at now: Int64) -> RunSnapshot {
        var snapshot = state.snapshot(at: now)
        addCounters(to: &snapshot)
        return snapshot
    }

    /// All pipelines have reacted to what has happened; nothing more need happen after a recorder's window.
    package mutating func observe() {
        if state.observe(at: now) { end() }
    }
}
