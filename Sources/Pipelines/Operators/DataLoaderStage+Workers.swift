import DequeModule
import DiscreteEvent

/// The workers' side of a `dataLoader`: each makes the batches that were asked of it, one after the other.
extension DataLoaderStage {
    /// A process was created.
    mutating func boot(_ worker: Int, _ actions: inout Actions) {
        workers[worker].activity = .booting
        // The first ones boot while the others are created.
        let count = loader.workers
        let creation = loader.createsInTurns ? 0 : WorkerProcesses.seconds(costs.creation, workers: count)
        let since = creation * Double(count - 1 - worker) / Double(count)
        perform(
            LoaderSignal(.startingWorker, worker: worker), at: .processWait,
            nanoseconds: SimulationTime.countedNanoseconds(inSeconds: max(0, costs.bootSeconds - since)), &actions)
    }

    /// Indices come to a worker.
    mutating func receive(_ batch: AskedBatch, _ worker: Int, _ actions: inout Actions) {
        workers[worker].asked.append(batch)
        beginNext(worker, &actions)
    }

    mutating func indicesArrived(at worker: Int, _ actions: inout Actions) {
        if let batch = workers[worker].onTheWay.popFirst() { receive(batch, worker, &actions) }
    }

    /// A sample has been read, or made.
    mutating func workerGoesOn(after work: Work, _ actions: inout Actions) {
        guard let sample = goOnMaking(after: work, &actions) else { return }
        let (worker, request) = Int(work.token).quotientAndRemainder(dividingBy: loader.requests)
        let isComplete = workers[worker].making.finished(sample, request: request, &actions)
        ask(worker, request: request, &actions)
        guard isComplete else { return }
        let nanoseconds = workers[worker].asked[0].collateNanoseconds
        if nanoseconds == 0 { return copy(worker, &actions) }
        workers[worker].activity = .collating
        perform(LoaderSignal(.worker, worker: worker), at: collation.place, nanoseconds: nanoseconds, &actions)
    }

    /// What a worker does between samples is done.
    mutating func workerGoesOn(_ worker: Int, _ actions: inout Actions) {
        switch workers[worker].activity {
        case .booting:
            workers[worker].activity = .importing
            perform(
                LoaderSignal(.startingWorker, worker: worker), at: .processCore,
                nanoseconds: SimulationTime.countedNanoseconds(inSeconds: costs.bootComputeSeconds), &actions)
        case .importing where loader.pickledBytes > 0:
            workers[worker].activity = .unpickling
            let seconds = Double(loader.pickledBytes) * costs.unpickleSecondsPerByte
            perform(
                LoaderSignal(.startingWorker, worker: worker), at: .processCore,
                nanoseconds: SimulationTime.countedNanoseconds(inSeconds: seconds), &actions)
        case .importing, .unpickling:
            workers[worker].activity = .idle
            isReady(&actions)
            beginNext(worker, &actions)
        case .pausing:
            workers[worker].activity = .idle
            beginNext(worker, &actions)
        case .collating: copy(worker, &actions)
        case .sending: send(worker, &actions)
        case .idle, .making: preconditionFailure("a worker of a loader has finished what it has not begun")
        }
    }

    private mutating func beginNext(_ worker: Int, _ actions: inout Actions) {
        guard workers[worker].activity == .idle, let batch = workers[worker].asked.first else { return }
        // What is asked of it after its data have ended it passes over.
        if workers[worker].isExhausted { return workers[worker].asked.removeAll() }
        workers[worker].begunAt = actions.now
        guard !batch.indices.isEmpty else {
            workers[worker].isExhausted = true
            return send(worker, &actions)
        }
        workers[worker].activity = .making
        workers[worker].making.begin(batch.indices)
        for request in 0..<min(loader.requests, batch.indices.count) { ask(worker, request: request, &actions) }
    }

    /// The batch goes into memory that the loop's process shares.
    private mutating func copy(_ worker: Int, _ actions: inout Actions) {
        var seconds = Double(workers[worker].making.made?.bytes ?? 0) * costs.sendSecondsPerByte
        if workers[worker].isNew { seconds += costs.firstBatchSeconds }
        workers[worker].isNew = false
        workers[worker].activity = .sending
        let nanoseconds = SimulationTime.countedNanoseconds(inSeconds: seconds)
        if nanoseconds == 0 { return send(worker, &actions) }
        perform(LoaderSignal(.worker, worker: worker), at: .processCore, nanoseconds: nanoseconds, &actions)
    }

    private mutating func send(_ worker: Int, _ actions: inout Actions) {
        guard let asked = workers[worker].asked.popFirst() else { preconditionFailure("a worker was asked nothing") }
        let message = LoaderMessage(
            number: asked.number, worker: worker, batch: workers[worker].making.take(), finishedAt: actions.now)
        workers[worker].activity = .pausing
        let pause = costs.gap(Double(actions.now - workers[worker].begunAt) / 1e9)
        if costs.busyBatchSeconds > 0 {
            let least = computesPauses ? SimulationTime.countedNanoseconds(inSeconds: costs.busyBatchSeconds) : 0
            perform(LoaderSignal(.sendingThread), at: pausePlace, nanoseconds: least, &actions)
        }
        perform(
            LoaderSignal(.worker, worker: worker), at: pausePlace,
            nanoseconds: SimulationTime.countedNanoseconds(inSeconds: pause), &actions)
        lockIsFree(of: worker, &actions)
        sent(message, &actions)
        noteRoom(&actions)
    }

    /// Ahead of the loop where workers have made all that may be asked of them, and it does not ask for a batch.
    private func noteRoom(_ actions: inout Actions) {
        actions.isAhead(
            loop == .returned && isFull && workers.allSatisfy { $0.asked.isEmpty && $0.onTheWay.isEmpty })
    }

    /// A process that has computed need not wake up: what it does to pass a batch on is computation, however idle the
    /// processor is.
    private var computesPauses: Bool { loader.use == .core && costs.busyBatchSeconds > 0 }

    private var pausePlace: Work.Place { computesPauses ? .processCore : .processCost }
}
