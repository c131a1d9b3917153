import BasicContainers
import DiscreteEvent
import Pipelines

/// The way of each kind of work through the resources: wait for a server, be served, leave.
extension Simulator {
    mutating func begin(_ work: Work, of rank: Int) {
        var job = Job(work: work, begunAt: queue.now, rank: Int32(rank))
        drawService(&job)
        guard let number = jobs.add(job) else {
            error = .tooMuchInFlight
            return
        }
        let now = queue.now
        switch work.place {
        case .disk, .diskStream:
            if diskSlots.request(number, at: now) { serve(number) }
        case .workerCore, .workerWait:
            if workers.request(number, at: now) { serve(number) }
        case .callerCore, .trainerHost:
            enterCore(number)
        case .copyEngine:
            if ranks[rank].copyEngine.request(number, at: now) { serve(number) }
        case .accelerator:
            if ranks[rank].accelerator.request(number, at: now) { serve(number) }
        case .trainerCore:
            beginThreads(of: number)
        case .iteratorCreation, .handOver:
            serve(number)
        }
        if work.place == .trainerHost { record.firstElement(at: now) }
    }

    /// Draws in the order of the stage's inputs, whatever resource is free.
    private mutating func drawService(_ job: inout Job) {
        let (work, rank) = (job.work, Int(job.rank))
        let overheads = scenario.platform.overheads
        switch work.place {
        case .disk:
            job.serviceNanoseconds = ranks[rank].durations.next(stage: work.stage, for: work.element)
            job.transferNanoseconds = transferNanoseconds(work.element.bytes)
        case .diskStream:
            job.transferNanoseconds = transferNanoseconds(work.element.bytes)
        case .workerCore, .workerWait, .callerCore:
            job.serviceNanoseconds = ranks[rank].durations.next(stage: work.stage, for: work.element)
            if work.place != .callerCore { addOverhead(overheads.call, to: &job) }
            if work.place == .workerWait { addOverhead(overheads.timerOvershoot, to: &job) }
        case .copyEngine:
            job.serviceNanoseconds = copyNanoseconds(work.element.bytes)
        case .trainerHost:
            job.serviceNanoseconds = ranks[rank].durations.nextHostOverhead(for: work.element)
            addOverhead(overheads.next, to: &job)
        case .accelerator, .trainerCore:
            drawStep(&job)
        case .iteratorCreation:
            addOverhead(overheads.iteratorCreation, to: &job)
        case .handOver:
            job.serviceNanoseconds = nanoseconds(overheads.handOver(0))
            if work.token > 0 {
                job.serviceNanoseconds += nanoseconds(overheads.wakeUp(Double(work.token) / 1e9))
            }
        }
    }

    private mutating func drawStep(_ job: inout Job) {
        let element = job.work.element
        job.computeNanoseconds = ranks[Int(job.rank)].durations.nextStep(for: element)
        job.serviceNanoseconds = job.computeNanoseconds
        guard job.work.place == .accelerator else { return }
        // Without `prefetchToDevice` the step's own stream copies first: copy and computation take turns.
        let copy = element.onDevice ? 0 : copyNanoseconds(element.bytes)
        let (total, overflow) = job.computeNanoseconds.addingReportingOverflow(
            copy + nanoseconds(scenario.platform.gpu.launchOverheadSeconds))
        job.serviceNanoseconds = overflow ? .max : total
    }

    private func addOverhead(_ curve: PiecewiseLinear, to job: inout Job) {
        guard !curve.isZero else { return }
        job.serviceNanoseconds += nanoseconds(curve(Double(job.serviceNanoseconds) / 1e9))
    }

    private func transferNanoseconds(_ bytes: Int64) -> Int64 {
        guard let rates = scenario.platform.disk.bytesPerSecond else { return 0 }
        return nanoseconds(Double(bytes) / rates[0])
    }

    private func copyNanoseconds(_ bytes: Int64) -> Int64 {
        let gpu = scenario.platform.gpu
        return nanoseconds(gpu.copyLatencySeconds + (gpu.copyBytesPerSecond.map { Double(bytes) / $0 } ?? 0))
    }

    /// A server has been granted.
    private mutating func serve(_ number: UInt32) {
        if jobs[number].work.place == .workerCore { return enterCore(number) }
        let service = jobs[number].serviceNanoseconds
        if service > 0 { queue.schedule(after: service, target: number) } else { serviceEnded(number) }
    }

    mutating func serviceEnded(_ number: UInt32) {
        let job = jobs[number]
        switch job.work.place {
        case .disk, .diskStream:
            if job.transferNanoseconds == 0 { return leaveDisk(number) }
            bandwidth.start(number, serviceNanoseconds: job.transferNanoseconds, in: &queue)
        case .workerCore, .callerCore, .trainerHost, .trainerCore:
            if let next = cores.release(at: queue.now) { serveOnCore(next) }
            leaveCore(number)
        case .workerWait:
            leaveWorker(number)
        case .copyEngine:
            if let next = ranks[Int(job.rank)].copyEngine.release(at: queue.now) { serve(next) }
            isDone(number)
        case .accelerator:
            if let next = ranks[Int(job.rank)].accelerator.release(at: queue.now) { serve(next) }
            isDone(number)
        case .iteratorCreation, .handOver:
            isDone(number)
        }
    }

    mutating func leaveDisk(_ number: UInt32) {
        if let next = diskSlots.release(at: queue.now) { serve(next) }
        isDone(number)
    }

    private mutating func leaveWorker(_ number: UInt32) {
        if let next = workers.release(at: queue.now) { serve(next) }
        isDone(number)
    }

    private mutating func enterCore(_ number: UInt32) {
        let service = jobs[number].serviceNanoseconds
        if service == 0 { return leaveCore(number) }
        if scenario.platform.cpu.discipline == .sharing {
            sharedCores.start(number, serviceNanoseconds: service, in: &queue)
        } else if cores.request(number, at: queue.now) {
            serveOnCore(number)
        }
    }

    private mutating func serveOnCore(_ number: UInt32) {
        queue.schedule(after: jobs[number].serviceNanoseconds, target: number)
    }

    mutating func leaveCore(_ number: UInt32) {
        let job = jobs[number]
        if job.work.place == .workerCore { return leaveWorker(number) }
        guard let step = job.step else { return isDone(number) }
        jobs.remove(number)
        jobs[step].runningThreads -= 1
        if jobs[step].runningThreads == 0 { isDone(step) }
    }

    /// A step on the CPU keeps several cores busy, and is over when its last thread is.
    private mutating func beginThreads(of number: UInt32) {
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
