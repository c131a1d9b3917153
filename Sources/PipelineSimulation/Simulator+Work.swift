import BasicContainers
import DequeModule
import DiscreteEvent
import PipelineRuns
import Pipelines

/// The way of each kind of work through the resources: wait for a server, be served, leave.
extension Simulator {
    @inline(__always)
    mutating func begin(_ work: Work, of rank: Int) {
        if let groups = state.rowGroups, work.place == .diskStream, groups.applies(to: work) {
            return beginArrived(work, of: rank)
        }
        beginAlone(work, of: rank)
    }

    @inline(__always)
    private mutating func beginAlone(_ work: Work, of rank: Int) {
        var job = Job(work: work, begunAt: queue.now, rank: Int32(truncatingIfNeeded: rank))
        drawService(&job)
        if !state.locks.isEmpty { drawLock(&job) }
        if job.serviceNanoseconds == 0 && work.place.kind.station == nil { return state.finishAtOnce(work, of: rank) }
        guard let number = jobs.add(job) else {
            error = .tooMuchInFlight
            return
        }
        if isRecorded && job.work.place.kind.station == nil { recordBegin(of: number) }
        enter(number, place: job.work.place, rank)
    }

    /// A sample has come with its row group; it may still have to be written to the read cache's disk.
    @inline(never)
    private mutating func beginArrived(_ work: Work, of rank: Int) {
        guard state.hasReadCache, state.writesToCache(work) else { return state.finishAtOnce(work, of: rank) }
        var writing = work
        writing.place = .cacheWrite
        beginAlone(writing, of: rank)
    }

    @inline(__always)
    private mutating func enter(_ number: UInt32, place: Work.Place, _ rank: Int) {
        let now = queue.now
        switch place {
        case .disk, .diskRequest, .diskStream, .diskWrite, .checkpointWrite:
            if diskSlots.request(number, at: now) { serve(number) }
        case .cacheRead, .cacheWrite:
            enterCache(number)
        case .workerCore, .workerWait:
            if workers.request(number, at: now) { serve(number) }
        case .callerCore, .trainerHost, .ownThreadCore, .processCore:
            enterCore(number)
        case .copyEngine:
            if copyEngines[rank].request(number, at: now) { serve(number) }
        case .accelerator:
            if accelerators[rank].request(number, at: now) { serve(number) }
        case .trainerCore:
            beginThreads(of: number)
        case .nextCall:
            if costs.callComputes { enterCore(number) } else { serve(number) }
        case .iteratorCreation, .wakeUp, .handOver, .ownThreadWait, .processWait, .processCost, .checkpointWait,
            .evaluation:
            serve(number)
        }
    }

    /// Draws in the order of the stage's inputs, whatever resource is free.
    private mutating func drawService(_ job: inout Job) {
        let work = job.work
        let rank = Int(job.rank)
        let now = queue.now
        switch work.place {
        case .disk, .diskRequest:
            job.serviceNanoseconds = state.durations[rank].nextLatency(stage: work.stage, for: work.element, at: now)
            job.transferNanoseconds = costs.transferNanoseconds(state.requestedBytes(work))
        case .diskStream, .diskWrite:
            job.transferNanoseconds = costs.transferNanoseconds(work.element.bytes)
        case .cacheRead, .cacheWrite:
            job.serviceNanoseconds =
                work.place == .cacheRead
                ? state.durations[rank].nextCacheLatency(for: work.element, at: now)
                : state.durations[rank].nextCacheWriteLatency(for: work.element, at: now)
            job.transferNanoseconds = costs.cacheTransferNanoseconds(work.element.bytes)
        case .workerCore, .ownThreadCore, .workerWait, .ownThreadWait:
            let duration = state.durations[rank].next(stage: work.stage, for: work.element, at: now)
            job.serviceNanoseconds = costs.callNanoseconds(duration, at: work.place)
        case .processWait, .processCore:
            job.serviceNanoseconds = work.token
        case .processCost:
            drawPassingOn(&job)
        case .callerCore:
            job.serviceNanoseconds = state.durations[rank].next(stage: work.stage, for: work.element, at: now)
        case .copyEngine:
            job.serviceNanoseconds = copyNanoseconds(work.element, rank: rank)
        case .trainerHost:
            job.serviceNanoseconds = state.durations[rank].nextHostOverhead(for: work.element, at: now)
        case .nextCall:
            job.serviceNanoseconds = costs.next(afterPause: work.token, coresAreBusy: coresAreBusy)
        case .wakeUp:
            let pause = state.ranks[rank].run.training.pauseNanoseconds
            job.serviceNanoseconds = costs.wakeUp(after: work.token, pause: pause)
        case .accelerator, .trainerCore:
            drawStep(&job)
        case .iteratorCreation:
            job.serviceNanoseconds = costs.iteratorCreation(after: 0)
        case .handOver:
            job.serviceNanoseconds = handOverNanoseconds(work)
        case .checkpointWrite, .checkpointWait, .evaluation:
            drawInterruption(&job)
        }
    }

    /// The training loop starts no step until this is over.
    private mutating func drawInterruption(_ job: inout Job) {
        let (rank, element) = (Int(job.rank), job.work.element)
        state.ranks[rank].beginInterruption(at: queue.now)
        switch job.work.place {
        case .checkpointWrite: job.transferNanoseconds = costs.transferNanoseconds(element.bytes)
        case .checkpointWait: job.serviceNanoseconds = state.durations[rank].nextCheckpoint(for: element, at: queue.now)
        default: job.serviceNanoseconds = state.durations[rank].nextEvaluation(for: element, at: queue.now)
        }
    }

    /// The asynchronous stage that gives an element, and the buffer thread that takes it, have each a cost of their
    /// own.
    private func handOverNanoseconds(_ work: Work) -> Int64 {
        let stages = scenario.pipeline.stages
        let stage = Int(work.stage)
        let handOver = stages[stage].operator.isAsynchronous ? costs.handOver(after: work.token) : 0
        let isBuffered = stage + 1 < stages.count && stages[stage + 1].operator.hasBufferThread
        return isBuffered ? SimulationTime.sum(handOver, costs.buffering(after: 0)) : handOver
    }

    private var coresAreBusy: Bool { busyCores >= scenario.platform.cpu.cores }

    private var busyCores: Int {
        switch costs.discipline {
        case .sharing: sharedCores.count
        case .runQueues: runQueues.busy
        case .fifo: cores.busy
        }
    }

    /// A small cost of passing a batch on: computation where it would occupy the last idle core, or there is none.
    @inline(never)
    private func drawPassingOn(_ job: inout Job) {
        job.serviceNanoseconds = job.work.token
        guard costs.busyBatchNanoseconds > 0, busyCores > 0, busyCores + 1 >= scenario.platform.cpu.cores else {
            return
        }
        job.work.place = .processCore
        job.serviceNanoseconds = max(job.work.token, costs.busyBatchNanoseconds)
    }

    private mutating func drawStep(_ job: inout Job) {
        let element = job.work.element
        job.computeNanoseconds = state.durations[Int(job.rank)].nextStep(for: element, at: queue.now)
        job.serviceNanoseconds = job.computeNanoseconds
        guard job.work.place == .accelerator else { return }
        // Without `prefetchToDevice` the step's own stream copies first: copy and computation take turns.
        let copy = element.onDevice ? 0 : copyNanoseconds(element, rank: Int(job.rank))
        job.serviceNanoseconds = SimulationTime.sum(job.computeNanoseconds, copy)
    }

    /// A copy from the host, beside as much other work as there has been since the one before.
    ///
    /// What a copy begins with, a batch that was just finished, is no moment like any other: who has made it pauses.
    private mutating func copyNanoseconds(_ element: Element, rank: Int) -> Int64 {
        if !costs.copiesDependOnCores { return costs.copyNanoseconds(element.bytes, busyShare: 0) }
        let (now, coreNanoseconds) = (queue.now, Double(wide: busyCoreNanoseconds(at: queue.now)))
        if now > lastCopies[rank].begunAt {
            let cores = Double(scenario.platform.cpu.cores) * Double(now - lastCopies[rank].begunAt)
            let busyShare = (coreNanoseconds - lastCopies[rank].coreNanoseconds) / cores
            lastCopies[rank] = LastCopy(begunAt: now, coreNanoseconds: coreNanoseconds, busyShare: busyShare)
        }
        return costs.copyNanoseconds(element.bytes, busyShare: lastCopies[rank].busyShare)
    }

    /// Core time at work (ns), under any discipline.
    mutating func busyCoreNanoseconds(at now: Int64) -> Int128 {
        switch costs.discipline {
        case .sharing: sharedCores.busyNanoseconds(at: now)
        case .runQueues: runQueues.busyNanoseconds(at: now)
        case .fifo: cores.busyNanoseconds(at: now)
        }
    }

    /// What the cores have measured, under any discipline.
    func coreStatistics(at now: Int64) -> StationStatistics {
        switch costs.discipline {
        case .sharing: sharedCores.statistics(at: now)
        case .runQueues: runQueues.statistics(at: now)
        case .fifo: cores.statistics(at: now)
        }
    }

    /// A server has been granted.
    mutating func serve(_ number: UInt32) {
        if jobs[number].holdsLock { return serveUnderLock(number) }
        if jobs[number].work.place == .accelerator { beginStep(number) }
        if isRecorded { recordService(of: number) }
        jobs[number].servedAt = queue.now
        if jobs[number].work.place == .workerCore { return enterCore(number) }
        if costs.isPaced { pace(number) }
        let service = jobs[number].partNanoseconds
        if service > 0 { queue.schedule(after: service, target: number) } else { serviceEnded(number) }
    }

    /// A call that has its lock goes on, with its thread and, where it computes, on a core.
    private mutating func serveUnderLock(_ number: UInt32) {
        if jobs[number].work.place.kind.cores == .one { return enterCore(number) }
        queue.schedule(after: jobs[number].partNanoseconds, target: number)
    }

    /// The accelerator waits for the launch, copies and computes.
    private mutating func beginStep(_ number: UInt32) {
        let (rank, compute) = (Int(jobs[number].rank), jobs[number].computeNanoseconds)
        let copy = jobs[number].serviceNanoseconds - compute
        state.ranks[rank].losses.copies = SimulationTime.sum(state.ranks[rank].losses.copies, copy)
        awaitLaunch(of: number)
        let end = SimulationTime.sum(queue.now, jobs[number].serviceNanoseconds)
        state.ranks[rank].beginComputing(from: end - compute, until: end, copying: copy)
    }

    /// The accelerator waits for what is left of the launch, which runs while the step before computes.
    private mutating func awaitLaunch(of number: UInt32) {
        let launchedAt = SimulationTime.sum(jobs[number].begunAt, costs.launchNanoseconds)
        guard launchedAt > queue.now else { return }
        state.ranks[Int(jobs[number].rank)].losses.launches += launchedAt - queue.now
        jobs[number].serviceNanoseconds = SimulationTime.sum(jobs[number].serviceNanoseconds, launchedAt - queue.now)
    }

    mutating func serviceEnded(_ number: UInt32) {
        let rank = Int(jobs[number].rank)
        switch jobs[number].work.place {
        case .disk, .diskRequest, .diskStream, .diskWrite, .checkpointWrite:
            let transfer = jobs[number].transferNanoseconds
            if transfer == 0 { return leaveDisk(number) }
            bandwidth.start(number, serviceNanoseconds: transfer, in: &queue)
        case .cacheRead, .cacheWrite:
            let transfer = jobs[number].transferNanoseconds
            if transfer == 0 { return leaveCache(number) }
            cacheBandwidth.start(number, serviceNanoseconds: transfer, in: &queue)
        case .workerCore, .ownThreadCore, .callerCore, .trainerHost, .trainerCore, .processCore:
            leaveOwnCore(number)
        case .workerWait:
            if jobs[number].lockedNanoseconds > 0, goesOnUnderLock(number) { return }
            leaveWorker(number)
        case .ownThreadWait:
            if jobs[number].lockedNanoseconds > 0, goesOnUnderLock(number) { return }
            finish(number)
        case .copyEngine:
            if let next = copyEngines[rank].release(at: queue.now) { granted.append(next) }
            finish(number)
        case .accelerator:
            // Among several, an accelerator stays occupied until all have met at the barrier.
            if !state.hasStepBarrier { leaveAccelerator(of: rank) }
            finish(number)
        case .nextCall:
            if costs.callComputes { leaveOwnCore(number) } else { finish(number) }
        case .iteratorCreation, .wakeUp, .handOver, .processWait, .processCost, .checkpointWait, .evaluation:
            finish(number)
        }
    }

    mutating func leaveAccelerator(of rank: Int) {
        if let next = accelerators[rank].release(at: queue.now) { granted.append(next) }
    }

    private mutating func leaveWorker(_ number: UInt32) {
        if let next = workers.release(at: queue.now) { granted.append(next) }
        finish(number)
    }

    private mutating func enterCore(_ number: UInt32) {
        let service = jobs[number].partNanoseconds
        if service == 0 { return leaveCore(number) }
        switch costs.discipline {
        case .sharing: sharedCores.start(number, serviceNanoseconds: service, in: &queue)
        case .runQueues:
            let rank = UInt64(jobs[number].rank)
            let thread = served.threads.thread(of: jobs[number].work).map { rank << 44 | UInt64($0) }
            runQueues.start(number, serviceNanoseconds: service, thread: thread, in: &queue)
        case .fifo: if cores.request(number, at: queue.now) { serveOnCore(number) }
        }
    }

    private mutating func serveOnCore(_ number: UInt32) {
        queue.schedule(after: jobs[number].partNanoseconds, target: number)
    }

    /// Under the FIFO discipline a core passes to whoever is next.
    private mutating func leaveOwnCore(_ number: UInt32) {
        if let next = cores.release(at: queue.now) { serveOnCore(next) }
        leaveCore(number)
    }

    mutating func leaveCore(_ number: UInt32) {
        if jobs[number].lockedNanoseconds > 0, goesOnUnderLock(number) { return }
        if jobs[number].work.place == .workerCore { return leaveWorker(number) }
        guard let step = jobs[number].step else { return finish(number) }
        jobs.remove(number)
        jobs[step].runningThreads -= 1
        if jobs[step].runningThreads == 0 { finish(step) }
    }

    /// A step on the CPU keeps several cores busy, and is over when its last thread is.
    private mutating func beginThreads(of number: UInt32) {
        state.ranks[Int(jobs[number].rank)].beginComputing(from: queue.now, until: .max, copying: 0)
        let threads = scenario.pipeline.training.threads
        if threads == 1 { return enterCore(number) }
        jobs[number].runningThreads = Int32(threads)
        var thread = jobs[number]
        thread.step = number
        for _ in 0..<threads {
            guard let number = jobs.add(thread) else {
                error = .tooMuchInFlight
                return
            }
            enterCore(number)
        }
    }
}
