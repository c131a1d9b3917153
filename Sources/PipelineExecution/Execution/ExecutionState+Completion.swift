import BasicContainers
import DequeModule
import DiscreteEvent
import PipelineSimulation
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
        release(assignment.work.place, at: now)
        remove(job)
        switch result {
        case .success(let performed):
            complete(assignment, performed, at: now)
            if settings.recordsWork { record(assignment, performed, endedAt: end - startedAt, at: now) }
        case .failure(let error):
            fail(RefusedWork(work: assignment.work, rank: assignment.rank, error: error), at: now)
        }
        settle()
    }

    /// Reports finished work to its pipelines, and begins what these ask for, until nothing more happens now.
    mutating func settle() {
        repeat {
            while !isOver {
                if let completion = done.popFirst() {
                    settle(completion)
                } else if let refused = refused.popLast() {
                    fail(refused, at: now)
                } else {
                    break
                }
            }
        } while passBarrier()
        if recorder != nil && !isOver { observe() }
        if jobsInFlight == 0 && !isOver { end(.deadlock(ranks[0].run.waitingChain)) }
    }

    private mutating func release(_ place: Work.Place, at now: Int64) {
        switch place {
        case .disk, .diskStream, .diskWrite:
            if let next = diskSlots.release(at: now) { grant(next, at: now) }
        case .workerCore, .workerWait:
            if let next = workers.release(at: now) { grant(next, at: now) }
        default: break
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
        done.append(
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

    private mutating func settle(_ completion: Completion) {
        if hasStepBarrier && completion.work.place.isStep {
            barrier.append(FinishedStep(completion: completion, endedAt: now))
        } else {
            report(completion, endedAt: now, at: now)
        }
    }

    /// Steps of several accelerators end together, when all that still run have done theirs.
    private mutating func passBarrier() -> Bool {
        guard !isOver, !barrier.isEmpty, barrier.count == ranks.count - waitingRanks else { return false }
        // The first accelerator's comes last, so that its snapshots count everyone's step.
        let met = barrier.sorted { $0.completion.rank > $1.completion.rank }
        barrier.removeAll(keepingCapacity: true)
        let now = now
        for step in met {
            record.waitedForOthers(now - step.endedAt)
            startHeldStep(of: step.completion.rank)
            report(step.completion, endedAt: step.endedAt, at: now)
        }
        return true
    }

    /// - Parameter endedAt: when the work was done, which for a step may be before it passed the barrier.
    private mutating func report(_ completion: Completion, endedAt: Int64, at now: Int64) {
        let (rank, work) = (completion.rank, completion.work)
        if ranks[rank].run.complete(work, at: now) {
            if work.place == .iteratorCreation {
                ranks[rank].beginTuning(at: now)
            } else if work.place != .handOver && !work.place.isInterruption {
                ranks[rank].noteWork(
                    ofStage: Int(work.stage), generation: work.generation, nanoseconds: completion.servedNanoseconds)
            }
        } else if !work.place.isStep {
            contents[rank].remove(work.element)
        }
        if work.place.isStep { noteStep(completion, endedAt: endedAt, at: now) }
        if work.place.isInterruption { ranks[rank].endInterruption(at: now) }
        beginNewWork(of: rank)
    }

    private mutating func noteStep(_ completion: Completion, endedAt: Int64, at now: Int64) {
        let rank = completion.rank
        ranks[rank].stepEnded(completion, at: endedAt)
        // What a step that waits for no other takes beside computing are its launch and, unless it was made before, its copy.
        if scenario.pipeline.training.runAhead == 0 {
            let rest = max(0, completion.nanoseconds - completion.servedNanoseconds)
            if completion.work.element.onDevice {
                ranks[rank].losses.launches += rest
            } else {
                ranks[rank].losses.copies += rest
            }
        }
        record.stepEnded(completion, at: now)
        if rank == 0 && record.isDue(step: ranks[0].run.training.finishedSteps) {
            record.add(snapshot(at: now), ranks)
        }
    }

    /// The pipeline delivers what came before; when the failure reaches the training loop, now or later, the run is over.
    private mutating func fail(_ failed: RefusedWork, at now: Int64) {
        let stages = scenario.pipeline.stages
        let stage = Int(failed.work.stage)
        failures.append(
            .failed(
                stage: stage < stages.count ? stages[stage].name : TrainingLoop.name,
                sample: failed.work.element.sample, failed.error))
        ranks[failed.rank].run.fail(
            failed.work, with: Failure(code: Int32(failures.count - 1)), at: now)
        contents[failed.rank].remove(failed.work.element)
        beginNewWork(of: failed.rank)
    }

    /// Tunes what is automatic, where it is due.
    ///
    /// - Returns: when to come again (ns since the run began); nil when nothing is tuned.
    mutating func tune() -> Int64? {
        var next: Int64?
        for rank in 0..<ranks.count {
            guard let autotuner = ranks[rank].autotuner, autotuner.algorithm != .off, !isOver else { continue }
            let now = now
            if autotuner.dueAt > 0 && autotuner.dueAt <= now {
                if ranks[rank].tune(at: now) {
                    beginNewWork(of: rank)
                    settle()
                }
                ranks[rank].autotuner?.beginPeriod(at: now)
            }
            next = min(next ?? .max, ranks[rank].autotuner?.dueAt ?? .max)
        }
        return next
    }
}
