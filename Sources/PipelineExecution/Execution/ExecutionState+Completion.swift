import BasicContainers
import DequeModule
import DiscreteEvent
import PipelineRuns
import Pipelines

/// From work that a thread has done back to the pipelines.
extension ExecutionState {
    /// A thread has done its part of a job, or could not.
    ///
    /// - Parameters:
    ///   - start: when it began, by `HostClock`.
    ///   - end: when it had done it.
    mutating func finish(
        _ job: UInt32, _ result: Result<Performed, ExecutionError>, from start: Int64, to end: Int64
    ) {
        guard !isOver, var assignment = jobs[Int(job)] else { return }
        if assignment.startedAt == nil {
            assignment.startedAt = start - startedAt
            jobs[Int(job)] = assignment
        }
        if case .success(let performed) = result, let step = performed.launched {
            assignment.task = .finish(step)
            jobs[Int(job)] = assignment
            return push(job, to: LaneNumber.accelerator(assignment.rank))
        }
        if case .success = result, assignment.runningThreads > 1 {
            jobs[Int(job)]?.runningThreads -= 1
            return
        }
        let now = now
        var computed: Int64?
        if case .success(let performed) = result { computed = performed.servedNanoseconds }
        recordEnd(of: job, assignment, computed: computed, at: now)
        release(assignment, at: now)
        if case .success(let performed) = result, let store = keptBytes.store, state.writesToCache(assignment.work) {
            return write(job, assignment, performed, to: store, at: now)
        }
        remove(job)
        switch result {
        case .success(let performed):
            complete(assignment, performed, at: now)
            if settings.recordsWork { record(assignment, performed, endedAt: end - startedAt, at: now) }
        case .failure(let error):
            fail(RefusedWork(work: assignment.work, rank: assignment.rank, error: error), at: now)
        }
        settleAndEnd()
    }

    /// What was read from the disk goes to the read cache's file before it is passed on.
    private mutating func write(
        _ job: UInt32, _ assignment: Assignment, _ performed: Performed, to store: SampleStore, at now: Int64
    ) {
        var assignment = assignment
        assignment.work.place = .cacheWrite
        assignment.task = .writeKept(store)
        assignment.content = performed.content
        assignment.startedAt = nil
        jobs[Int(job)] = assignment
        noteArrivals(performed, assignment)
        if cacheSlots.request(job, at: now) { grant(job, at: now) }
        settleAndEnd()
    }

    private mutating func noteArrivals(_ performed: Performed, _ assignment: Assignment) {
        guard !performed.arrived.isEmpty else { return }
        arrivedSamples.add(performed.arrived, rank: assignment.rank, epoch: assignment.work.element.epoch)
    }

    private mutating func release(_ assignment: Assignment, at now: Int64) {
        // Nobody waited in a line for a sample that was there.
        if case .take = assignment.task { return }
        switch assignment.work.place.kind.station {
        case .readCache:
            if let next = cacheSlots.release(at: now) { grant(next, at: now) }
        case .disk:
            if let next = diskSlots.release(at: now) { grant(next, at: now) }
        case .workers:
            if let next = workers.release(at: now) { grant(next, at: now) }
        case .copyEngine, .accelerator, nil: break
        }
    }

    private mutating func grant(_ job: UInt32, at now: Int64) {
        jobs[Int(job)]?.servedAt = now
        recordBegin(of: job, at: now)
        push(job, to: LaneNumber.functions)
    }

    private mutating func complete(_ assignment: Assignment, _ performed: Performed, at now: Int64) {
        let work = assignment.work
        completedWork += 1
        noteArrivals(performed, assignment)
        if let piece = performed.written { keptBytes.wrote(work.element.sample, piece) }
        if work.place.isStep {
            if settings.recordsDeliveries, let checksum = performed.checksum {
                checksums[assignment.rank].append(checksum)
            }
            contents[assignment.rank].remove(work.element)
        } else if work.element.content != 0, !performed.content.samples.isEmpty {
            contents[assignment.rank][work.element] = performed.content
        }
        let served = performed.servedNanoseconds ?? (now - assignment.servedAt)
        if work.place == .copyEngine { copiedNanoseconds += served }
        state.done.append(
            Completion(
                work: work, rank: assignment.rank, nanoseconds: now - assignment.begunAt, servedNanoseconds: served))
    }

    private mutating func record(
        _ assignment: Assignment, _ performed: Performed, endedAt: Int64, at now: Int64
    ) {
        workRecords.append(
            WorkRecord(
                work: assignment.work, rank: assignment.rank, drawnNanoseconds: assignment.nanoseconds,
                begunAt: assignment.begunAt, servedAt: assignment.servedAt,
                startedAt: assignment.startedAt ?? assignment.servedAt, endedAt: endedAt, completedAt: now,
                servedNanoseconds: performed.servedNanoseconds ?? (now - assignment.servedAt)))
    }

    /// The pipeline delivers what came before; when the failure reaches the training loop, now or later, the run is
    /// over.
    mutating func fail(_ failed: RefusedWork, at now: Int64) {
        let stages = scenario.pipeline.stages
        let stage = Int(failed.work.stage)
        failures.append(
            .failed(
                stage: stage < stages.count ? stages[stage].name : TrainingLoop.name,
                sample: failed.work.element.sample, failed.error))
        state.ranks[failed.rank].run.fail(
            failed.work, with: Failure(code: Int32(failures.count - 1)), at: now)
        contents[failed.rank].remove(failed.work.element)
        beginNewWork(of: failed.rank)
    }

    /// Tunes what is automatic, where it is due.
    ///
    /// - Returns: when to come again (ns since the run began); nil when nothing is tuned.
    mutating func tune() -> Int64? {
        var next: Int64?
        for rank in 0..<state.ranks.count {
            guard let autotuner = state.ranks[rank].autotuner, autotuner.algorithm != .off, !isOver else { continue }
            let now = now
            if autotuner.dueAt > 0 && autotuner.dueAt <= now {
                if state.ranks[rank].tune(at: now) {
                    beginNewWork(of: rank)
                    settleAndEnd()
                }
                state.ranks[rank].autotuner?.beginPeriod(at: now)
            }
            next = min(next ?? .max, state.ranks[rank].autotuner?.dueAt ?? .max)
        }
        return next
    }
}
