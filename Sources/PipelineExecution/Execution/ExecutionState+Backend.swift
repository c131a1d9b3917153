import BasicContainers
import DequeModule
import DiscreteEvent
import PipelineRuns
import Pipelines

/// What the executor adds to what happens between pieces of work.
extension ExecutionState {
    var isStopped: Bool { isOver }

    mutating func continueNow() -> Bool {
        // The pipeline delivers what came before.
        guard state.done.isEmpty, let refused = refused.popLast() else { return false }
        fail(refused, at: now)
        return true
    }

    mutating func end() { end(nil) }

    mutating func willBeginWork(of rank: Int) {
        state.ranks[rank].run.takeContentChanges(into: &changes)
        for index in 0..<changes.count { contents[rank].apply(changes[index]) }
        changes.removeAll(keepingCapacity: true)
    }

    mutating func goesOn(afterBeginningWorkOf rank: Int) -> Bool {
        if let failure = state.ranks[rank].run.failure {
            end(failures[Int(failure.code)])
            return false
        }
        if state.ranks[rank].run.isOutOfMemory { endOutOfMemory(rank) }
        checkMemory()
        return true
    }

    private mutating func endOutOfMemory(_ rank: Int) {
        guard let exhaustion = state.ranks[rank].run.memory.exhaustion else { return }
        end(nil, outcome: .outOfMemory(OutOfMemory(scenario, exhaustion, state.ranks[rank])))
    }

    /// Ends the run before the machine's memory is full, and other programs suffer.
    private mutating func checkMemory() {
        var needed: Int128 = 0
        for rank in 0..<state.ranks.count {
            needed += state.ranks[rank].run.memory.heldBytes + state.ranks[rank].run.memory.inFlightBytes
        }
        // Where a kernel would give its page cache up, here it is memory like any other.
        if state.hasReadCache, !state.countsReadCache { needed += Int128(keptBytes.bytesInMemory) }
        if needed > Int128(memoryBytes) {
            end(.notEnoughMemory(neededBytes: Int64(clamping: needed), availableBytes: memoryBytes))
        }
    }

    func willSettle(_ completion: Completion) {}

    mutating func didRead(_ completion: Completion, isKept: Bool) {
        for gone in state.takeEvicted() { keptBytes.remove(gone) }
        keptBytes.read(
            completion.work.element.sample, isKept: isKept,
            contents[completion.rank][completion.work.element].samples)
    }

    mutating func didReport(_ completion: Completion, isKnown: Bool) {
        if !isKnown && !completion.work.place.isStep { contents[completion.rank].remove(completion.work.element) }
    }

    /// What a step that waits for no other takes beside computing are its launch and, unless it was made before, its
    /// copy.
    mutating func didReportStep(_ completion: Completion) {
        guard scenario.pipeline.training.runAhead == 0 else { return }
        let rest = max(0, completion.nanoseconds - completion.servedNanoseconds)
        if completion.work.element.onDevice {
            state.ranks[completion.rank].losses.launches += rest
        } else {
            state.ranks[completion.rank].losses.copies += rest
        }
    }

    /// A meeting costs what threads and locks here really cost.
    func meet() -> Bool { true }

    mutating func leaveBarrier(after step: Completion) { startHeldStep(of: step.rank) }

    /// The tuner is asked from time to time when it is due.
    func didBeginTuning(of rank: Int) {}

    mutating func addCounters(to snapshot: inout RunSnapshot) {
        let now = snapshot.timeNanoseconds
        snapshot.copyNanoseconds = Double(copiedNanoseconds)
        snapshot.diskSlotNanoseconds = Double(wide: diskSlots.statistics(at: now).busyIntegral)
        snapshot.cacheSlotNanoseconds = Double(wide: cacheSlots.statistics(at: now).busyIntegral)
        snapshot.workerNanoseconds = Double(wide: workers.statistics(at: now).busyIntegral)
        snapshot.coreNanoseconds = Double(CPUClock.processNanoseconds - coresAtStart)
        snapshot.lockNanoseconds = state.locks.sums(ranks: state.ranks.count) { Double(locks[$0].heldNanoseconds) }
    }
}
