import BasicContainers
import DequeModule
import DiscreteEvent
import PipelineSimulation
import Pipelines

/// From work that a stage asks for to an assignment in a lane.
extension ExecutionState {
    /// Draws in the order of the stage's inputs, as the simulator does.
    mutating func begin(_ work: Work, of rank: Int, at now: Int64) {
        var assignment = Assignment(
            work: work, rank: rank, task: .wait, nanoseconds: 0, content: contents[rank][work.element],
            resultBytes: work.element.bytes, begunAt: now, servedAt: now)
        switch work.place {
        case .disk, .diskStream, .diskWrite:
            do { assignment.task = try diskTask(work, rank) } catch { return refuse(work, of: rank, error) }
            assignment.resultBytes = resultOfReading(work)
            let job = add(assignment)
            if diskSlots.request(job, at: now) { serve(job, in: LaneNumber.functions, at: now) }
        case .workerCore, .workerWait:
            beginFunction(&assignment)
            let job = add(assignment)
            if workers.request(job, at: now) { serve(job, in: LaneNumber.functions, at: now) }
        case .ownThreadCore, .ownThreadWait, .callerCore:
            beginFunction(&assignment)
            let hasNothingToDo = assignment.nanoseconds == 0 && assignment.resultBytes == work.element.bytes
            if hasNothingToDo { return finishAtOnce(work, of: rank) }
            serve(add(assignment), in: LaneNumber.functions, at: now)
        case .copyEngine:
            assignment.task = .copy
            serve(add(assignment), in: LaneNumber.copyEngine(rank), at: now)
        case .trainerHost:
            assignment.nanoseconds = ranks[rank].durations.nextHostOverhead(for: work.element)
            assignment.task = .compute(.spin)
            if assignment.nanoseconds == 0 { return finishAtOnce(work, of: rank) }
            serve(add(assignment), in: LaneNumber.trainer(rank), at: now)
        case .accelerator, .trainerCore:
            beginStep(&assignment)
        case .processWait, .processCore:
            assignment.nanoseconds = work.token
            assignment.task = work.place == .processWait ? .wait : .compute(.spin)
            if assignment.nanoseconds == 0 { return finishAtOnce(work, of: rank) }
            serve(add(assignment), in: LaneNumber.functions, at: now)
        case .checkpointWait, .evaluation:
            beginInterruption(&assignment)
        case .iteratorCreation, .nextCall, .wakeUp, .handOver, .processCost, .checkpointWrite:
            // What these model is what threads and locks here really cost.
            finishAtOnce(work, of: rank)
        }
    }

    /// A job has its server, and waits for a thread of a lane.
    private mutating func serve(_ job: UInt32, in lane: Int, at now: Int64) {
        recordBegin(of: job, at: now)
        push(job, to: lane)
    }

    /// The training loop's thread waits; bytes of checkpoints have been refused.
    private mutating func beginInterruption(_ assignment: inout Assignment) {
        let (rank, work) = (assignment.rank, assignment.work)
        ranks[rank].beginInterruption(at: assignment.begunAt)
        assignment.nanoseconds =
            work.place == .evaluation
            ? ranks[rank].durations.nextEvaluation(for: work.element)
            : ranks[rank].durations.nextCheckpoint(for: work.element)
        serve(add(assignment), in: LaneNumber.trainer(rank), at: assignment.begunAt)
    }

    private mutating func beginFunction(_ assignment: inout Assignment) {
        let work = assignment.work
        let stage = scenario.pipeline.stages[Int(work.stage)]
        assignment.nanoseconds = ranks[assignment.rank].durations.next(stage: work.stage, for: work.element)
        assignment.resultBytes = stage.operator.result(of: work.element).bytes
        switch work.place {
        case .workerWait, .ownThreadWait: assignment.task = .wait
        default: assignment.task = .compute(settings.body(of: stage.name))
        }
    }

    private mutating func beginStep(_ assignment: inout Assignment) {
        let rank = assignment.rank
        let training = scenario.pipeline.training
        assignment.nanoseconds = ranks[rank].durations.nextStep(for: assignment.work.element)
        if settings.recordsDeliveries { deliveries[rank].append(assignment.work.element) }
        if assignment.work.place == .accelerator {
            assignment.task = .launch(thenFinish: training.runAhead == 0)
            assignment.requestedAt = startedAt + assignment.begunAt
            return start(step: add(assignment), of: rank)
        }
        assignment.task = .hostStep
        assignment.runningThreads = training.threads
        ranks[rank].beginComputing(from: assignment.servedAt, until: .max)
        let job = add(assignment)
        serve(job, in: LaneNumber.trainer(rank), at: assignment.begunAt)
        for _ in 1..<training.threads { push(job, to: LaneNumber.functions) }
    }

    /// Where accelerators meet after every step, one that runs ahead must not start the next step before.
    private mutating func start(step job: UInt32, of rank: Int) {
        if hasStepBarrier && hasStepUnderWay[rank] { return heldSteps[rank].append(job) }
        hasStepUnderWay[rank] = true
        serve(job, in: stepLane(rank), at: now)
    }

    /// The accelerator has met the others.
    mutating func startHeldStep(of rank: Int) {
        hasStepUnderWay[rank] = false
        if let job = heldSteps[rank].popFirst() { start(step: job, of: rank) }
    }

    private mutating func diskTask(_ work: Work, _ rank: Int) throws(ExecutionError) -> Assignment.Task {
        guard scenario.pipeline.stages[Int(work.stage)].operator is Cache else { return .read }
        let key = FileCaches.Key(rank: rank, stage: Int(work.stage))
        if work.place == .diskWrite { return .writeCache(try fileCaches.file(toWrite: work.token, key)) }
        return .readCache(fileCaches.file(toRead: key), piece: Int(work.token))
    }

    /// An interleave's function that takes no time is no work of its own.
    private func resultOfReading(_ work: Work) -> Int64 {
        guard let interleave = scenario.pipeline.stages[Int(work.stage)].operator as? Interleave,
            interleave.callsTakeNoTime
        else { return work.element.bytes }
        return interleave.result(of: work.element).bytes
    }

    /// The work cannot be begun.
    private mutating func refuse(_ work: Work, of rank: Int, _ error: ExecutionError) {
        refused.append(RefusedWork(work: work, rank: rank, error: error))
    }

    private mutating func finishAtOnce(_ work: Work, of rank: Int) {
        done.append(Completion(work: work, rank: rank, nanoseconds: 0, servedNanoseconds: 0))
    }
}
