import BasicContainers
import DequeModule
import DiscreteEvent
import PipelineRuns
import Pipelines

/// From work that a stage asks for to an assignment in a lane.
extension ExecutionState {
    /// Draws in the order of the stage's inputs, as the simulator does.
    mutating func begin(_ work: Work, of rank: Int) {
        let now = now
        var assignment = Assignment(
            work: work, rank: rank, task: .wait, nanoseconds: 0, content: contents[rank][work.element],
            resultBytes: work.element.bytes, begunAt: now, servedAt: now)
        do throws(ExecutionError) {
            try prepare(&assignment)
        } catch {
            return refused.append(RefusedWork(work: work, rank: rank, error: error))
        }
        enter(assignment)
    }

    /// What is to be done, and for how long.
    private mutating func prepare(_ assignment: inout Assignment) throws(ExecutionError) {
        let (work, rank, now) = (assignment.work, assignment.rank, assignment.begunAt)
        switch work.place {
        case .disk, .diskRequest, .diskStream, .diskWrite:
            assignment.task = try diskTask(work, rank)
            assignment.resultBytes = resultOfReading(work)
        case .cacheRead:
            assignment.task = keptBytes.taskOfReading(work.element.sample)
            assignment.resultBytes = resultOfReading(work)
        case .workerCore, .workerWait, .ownThreadCore, .ownThreadWait, .callerCore:
            prepareFunction(&assignment)
        case .copyEngine:
            assignment.task = .copy
        case .trainerHost:
            assignment.nanoseconds = state.durations[rank].nextHostOverhead(for: work.element, at: now)
            assignment.task = .compute(.spin)
        case .accelerator, .trainerCore:
            prepareStep(&assignment)
        case .processWait, .processCore:
            assignment.nanoseconds = work.token
            assignment.task = work.place == .processWait ? .wait : .compute(.spin)
        // The training loop's thread waits; bytes of checkpoints have been refused.
        case .checkpointWait: assignment.nanoseconds = state.durations[rank].nextCheckpoint(for: work.element, at: now)
        case .evaluation: assignment.nanoseconds = state.durations[rank].nextEvaluation(for: work.element, at: now)
        case .iteratorCreation, .nextCall, .wakeUp, .handOver, .processCost, .checkpointWrite, .cacheWrite: break
        }
        if assignment.nanoseconds == SimulationTime.outOfRange {
            throw .durationOutOfRange(seconds: state.durations[rank].refusedSeconds(ofStage: Int(work.stage)))
        }
    }

    /// To its station, or to a thread at once.
    private mutating func enter(_ assignment: Assignment) {
        let (work, rank, now) = (assignment.work, assignment.rank, assignment.begunAt)
        switch work.place {
        case .disk, .diskRequest, .diskStream, .diskWrite:
            let job = add(assignment)
            if case .take = assignment.task { return serve(job, in: LaneNumber.functions, at: now) }
            if diskSlots.request(job, at: now) { serve(job, in: LaneNumber.functions, at: now) }
        case .cacheRead, .cacheWrite:
            let job = add(assignment)
            if cacheSlots.request(job, at: now) { serve(job, in: LaneNumber.functions, at: now) }
        case .workerCore, .workerWait:
            let job = add(assignment)
            if workers.request(job, at: now) { serve(job, in: LaneNumber.functions, at: now) }
        case .ownThreadCore, .ownThreadWait, .callerCore:
            let hasNothingToDo = assignment.nanoseconds == 0 && assignment.resultBytes == work.element.bytes
            serveUnlessDone(assignment, hasNothingToDo, in: LaneNumber.functions)
        case .processWait, .processCore:
            serveUnlessDone(assignment, assignment.nanoseconds == 0, in: LaneNumber.functions)
        case .trainerHost:
            serveUnlessDone(assignment, assignment.nanoseconds == 0, in: LaneNumber.trainer(rank))
        case .copyEngine:
            serve(add(assignment), in: LaneNumber.copyEngine(rank), at: now)
        case .accelerator, .trainerCore:
            beginStep(assignment)
        case .checkpointWait, .evaluation:
            state.ranks[rank].beginInterruption(at: now)
            serve(add(assignment), in: LaneNumber.trainer(rank), at: now)
        case .iteratorCreation, .nextCall, .wakeUp, .handOver, .processCost, .checkpointWrite:
            // What these model is what threads and locks here really cost.
            state.finishAtOnce(work, of: rank)
        }
    }

    /// A job has its server, and waits for a thread of a lane.
    private mutating func serve(_ job: UInt32, in lane: Int, at now: Int64) {
        recordBegin(of: job, at: now)
        push(job, to: lane)
    }

    private mutating func serveUnlessDone(_ assignment: Assignment, _ hasNothingToDo: Bool, in lane: Int) {
        if hasNothingToDo { return state.finishAtOnce(assignment.work, of: assignment.rank) }
        serve(add(assignment), in: lane, at: assignment.begunAt)
    }

    private mutating func prepareFunction(_ assignment: inout Assignment) {
        let work = assignment.work
        let stage = scenario.pipeline.stages[Int(work.stage)]
        assignment.nanoseconds = state.durations[assignment.rank].next(
            stage: work.stage, for: work.element, at: assignment.begunAt)
        assignment.resultBytes = stage.operator.result(of: work.element).bytes
        switch work.place {
        case .workerWait, .ownThreadWait: assignment.task = .wait
        default: assignment.task = .compute(settings.body(of: stage.name))
        }
        if let number = state.locks.number(for: work, rank: assignment.rank) {
            assignment.lock = Assignment.Lock(
                mutex: locks[number],
                heldNanoseconds: state.locks.heldNanoseconds(of: assignment.nanoseconds, stage: work.stage),
                handOverNanoseconds: state.locks.handOverNanoseconds(stage: work.stage))
        }
    }

    private mutating func prepareStep(_ assignment: inout Assignment) {
        let training = scenario.pipeline.training
        assignment.nanoseconds = state.durations[assignment.rank].nextStep(
            for: assignment.work.element, at: assignment.begunAt)
        if assignment.work.place == .accelerator {
            assignment.task = .launch(thenFinish: training.runAhead == 0)
            assignment.requestedAt = startedAt + assignment.begunAt
        } else {
            assignment.task = .hostStep
            assignment.runningThreads = training.threads
        }
    }

    private mutating func beginStep(_ assignment: Assignment) {
        let rank = assignment.rank
        if settings.recordsDeliveries { deliveries[rank].append(assignment.work.element) }
        if assignment.work.place == .accelerator { return start(step: add(assignment), of: rank) }
        state.ranks[rank].beginComputing(from: assignment.servedAt, until: .max, copying: 0)
        let job = add(assignment)
        serve(job, in: LaneNumber.trainer(rank), at: assignment.begunAt)
        for _ in 1..<assignment.runningThreads { push(job, to: LaneNumber.functions) }
    }

    /// Where accelerators meet after every step, one that runs ahead must not start the next step before.
    private mutating func start(step job: UInt32, of rank: Int) {
        if state.hasStepBarrier && hasStepUnderWay[rank] { return heldSteps[rank].append(job) }
        hasStepUnderWay[rank] = true
        serve(job, in: stepLane(rank), at: now)
    }

    /// The accelerator has met the others.
    mutating func startHeldStep(of rank: Int) {
        hasStepUnderWay[rank] = false
        if let job = heldSteps[rank].popFirst() { start(step: job, of: rank) }
    }

    private mutating func diskTask(_ work: Work, _ rank: Int) throws(ExecutionError) -> Assignment.Task {
        guard scenario.pipeline.stages[Int(work.stage)].operator.keepsOnDisk else {
            return readingTask(work, rank)
        }
        let key = FileCaches.Key(rank: rank, stage: Int(work.stage))
        if work.place == .diskWrite { return .writeCache(try fileCaches.file(toWrite: work.token, key)) }
        return .readCache(fileCaches.file(toRead: key), piece: Int(work.token))
    }

    /// A sample alone, or a row group from it on; one that came with its row group is there.
    private mutating func readingTask(_ work: Work, _ rank: Int) -> Assignment.Task {
        guard let groups = state.rowGroups else { return .read }
        let sample = work.element.sample
        if work.place == .diskStream, let bytes = arrivedSamples.take(sample, rank: rank) { return .take(bytes) }
        return .readGroup(groups.samples(from: sample))
    }

    /// The function of an operator that reads is no work of its own when it takes no time.
    private func resultOfReading(_ work: Work) -> Int64 {
        guard let reading = scenario.pipeline.stages[Int(work.stage)].operator as? any ReadingOperator,
            reading.callsTakeNoTime
        else { return work.element.bytes }
        return reading.result(of: work.element).bytes
    }
}
