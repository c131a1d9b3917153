import DequeModule

/// The loop's side of a `dataLoader` with workers: it asks for batches ahead, and receives, reorders and delivers them.
///
/// `prefetchFactor` batches for each worker are asked for before the first is delivered, and one more for each that is
/// delivered, of the workers in turns, whoever has time (pytorch/pytorch, torch/utils/data/dataloader.py,
/// `_try_put_index` and `_next_data`, 0025348). What the workers do is in `DataLoaderStage+Workers.swift`.
struct DataLoaderStage: Stage {
    /// What the loop is at inside its call for an element.
    enum Loop {
        /// It has not been called in this epoch.
        case outside
        /// It creates workers, or resumes them.
        case starting
        /// It sends indices, which it has from the upstream.
        case asking
        /// It waits for a batch.
        case waiting
        /// It receives a batch, or takes one that it has.
        case receiving
        /// It has returned with a batch.
        case returned
        /// It waits for the workers' end.
        case ending
        /// The epoch is over.
        case ended
    }

    /// A batch that was asked for and has not been delivered; without a worker once it has been.
    struct Task {
        var worker: Int?
        var batch: Element?
    }

    let loader: DataLoader
    let making: SampleMaking
    let collation: CollateTimes
    let costs: WorkerProcesses

    var workers: [WorkerProcess]
    var assignment: SampleAssignment
    /// The worker whose turn it is.
    private var turn = 0
    private var loop = Loop.outside
    /// Whether there are processes, perhaps of an earlier epoch.
    private var hasProcesses = false
    /// Pieces of work that are not yet done.
    private var unfinishedWork = 0
    private var failure: Failure?
    private var isDemanded = false
    private var askedAt: Int64 = 0
    private var returnedAt: Int64?
    private var waitingSince: Int64 = 0
    /// Whether the loop has received a batch since it was called.
    private var hasReceived = false

    /// Batches yet to be asked for.
    private var wanted = 0
    /// The worker that is asked while indices come.
    private var chosen: Int?
    /// Whether the first batches are asked for, before anything runs.
    private var isPriming = false
    /// Tasks in the order in which they were asked for, from the one that is to be delivered next.
    private var tasks = Deque<Task>()
    /// Number of the first of `tasks`.
    private var expected = 0
    /// Batches that the loop can receive.
    private var results = Deque<LoaderMessage>()
    /// Batches that the pinning thread has yet to copy, the first in its hands.
    private var unpinned = Deque<LoaderMessage>()
    /// What the loop receives now.
    private var received: LoaderMessage?
    /// What the loop returns with once it has asked for another batch.
    private var delivered: Element?

    init(_ loader: DataLoader, _ making: SampleMaking, _ collation: CollateTimes, costs: WorkerProcesses) {
        self.loader = loader
        self.making = making
        self.collation = collation
        self.costs = costs
        workers = Array(repeating: WorkerProcess(), count: loader.workers)
        assignment = SampleAssignment(loader)
    }

    mutating func demand(_ actions: inout Actions) {
        isDemanded = true
        if let failure { return fail(with: failure, &actions) }
        askedAt = actions.now
        hasReceived = false
        switch loop {
        case .outside: start(&actions)
        case .ended: end(&actions)
        default: goOn(&actions)
        }
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        guard failure == nil else { return }
        assignment.add(element)
        ask(&actions)
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        guard failure == nil else { return }
        assignment.end()
        ask(&actions)
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) {
        unfinishedWork -= 1
        guard failure == nil else { return }
        switch LoaderSignal(work.element) {
        case let signal?: signalled(signal, &actions)
        case nil: workerGoesOn(after: work, &actions)
        }
        if loop == .ending && unfinishedWork == 0 { end(&actions) }
    }

    /// As PyTorch does when a worker dies: at once, whatever is ready.
    mutating func failed(_ failure: Failure, _ actions: inout Actions) {
        self.failure = failure
        if isDemanded { fail(with: failure, &actions) }
    }

    mutating func reset(_ actions: inout Actions) {
        for element in heldElements { actions.release(element) }
        let fresh = DataLoaderStage(loader, making, collation, costs: costs)
        let hadProcesses = hasProcesses
        self = fresh
        hasProcesses = hadProcesses
    }

    private var heldElements: [Element] {
        workers.compactMap(\.batch) + tasks.compactMap(\.batch) + results.compactMap(\.batch)
            + unpinned.compactMap(\.batch) + [received?.batch, delivered].compactMap { $0 }
    }

    private mutating func signalled(_ signal: LoaderSignal, _ actions: inout Actions) {
        switch signal.sender {
        case .loop where loop == .starting: started(&actions)
        case .loop where loop == .receiving: hasTaken(&actions)
        case .loop, .sendingThread: break
        case .worker: workerGoesOn(signal.worker, &actions)
        case .indices: indicesArrived(at: signal.worker, &actions)
        case .pinningThread: pinned(&actions)
        }
    }

    mutating func perform(
        _ signal: LoaderSignal, at place: Work.Place, nanoseconds: Int64, _ actions: inout Actions
    ) {
        unfinishedWork += 1
        actions.perform(signal.element, at: place, token: nanoseconds)
    }

    mutating func makeSample(_ index: Element, worker: Int, _ actions: inout Actions) {
        unfinishedWork += 1
        making.begin(index, token: Int64(worker), &actions)
    }

    mutating func goOnMaking(after work: Work, _ actions: inout Actions) -> Element? {
        let sample = making.goOn(after: work, &actions)
        if sample == nil { unfinishedWork += 1 }
        return sample
    }
}

// MARK: - Epochs

extension DataLoaderStage {
    private mutating func start(_ actions: inout Actions) {
        loop = .starting
        let count = loader.workers
        var seconds = WorkerProcesses.seconds(costs.creation, workers: count)
        if hasProcesses, loader.lifetime == .run {
            seconds = WorkerProcesses.seconds(costs.resumption, workers: count)
            for index in workers.indices { workers[index].isNew = false }
        } else if hasProcesses {
            // The last epoch was left early: its workers end only now.
            seconds += WorkerProcesses.seconds(costs.shutdown, workers: count)
        }
        perform(LoaderSignal(.loop), at: .processWait, nanoseconds: wholeNanoseconds(seconds), &actions)
    }

    private mutating func started(_ actions: inout Actions) {
        hasProcesses = true
        isPriming = true
        wanted = loader.workers * loader.prefetchFactor
        for worker in workers.indices where workers[worker].isNew { boot(worker, &actions) }
        ask(&actions)
    }

    private mutating func beginEnding(_ actions: inout Actions) {
        loop = .ending
        guard loader.lifetime == .epoch else { return finishEndingIfIdle(&actions) }
        hasProcesses = false
        let seconds = WorkerProcesses.seconds(costs.shutdown, workers: loader.workers)
        perform(LoaderSignal(.loop), at: .processWait, nanoseconds: wholeNanoseconds(seconds), &actions)
    }

    private mutating func finishEndingIfIdle(_ actions: inout Actions) {
        if unfinishedWork == 0 { end(&actions) }
    }

    private mutating func end(_ actions: inout Actions) {
        loop = .ended
        isDemanded = false
        actions.end()
    }

    private mutating func fail(with failure: Failure, _ actions: inout Actions) {
        isDemanded = false
        actions.fail(failure)
    }
}

// MARK: - Asking

extension DataLoaderStage {
    /// Asks for the batches that are wanted as far as indices are there, then goes on with the call.
    private mutating func ask(_ actions: inout Actions) {
        loop = .asking
        while wanted > 0 {
            guard let worker = chosen ?? nextWorker() else { break }
            chosen = worker
            guard case .samples(let indices) = assignment.next(worker: worker) else { return actions.pull() }
            chosen = nil
            if indices.isEmpty && loader.dataset == .indexed { break }
            wanted -= 1
            send(indices, to: worker, &actions)
        }
        wanted = 0
        isPriming = false
        if let element = delivered { emit(element, &actions) } else { goOn(&actions) }
    }

    /// The next worker in turn that still has data; without an order also one that has not had its share.
    private mutating func nextWorker() -> Int? {
        let active = workers.count { $0.isActive }
        for _ in workers {
            let worker = turn
            turn = (turn + 1) % workers.count
            guard workers[worker].isActive else { continue }
            let share = loader.prefetchFactor * workers.count / active
            if loader.order == .ordered || workers[worker].undelivered < share { return worker }
        }
        return nil
    }

    private mutating func send(_ indices: [Element], to worker: Int, _ actions: inout Actions) {
        let collate = indices.first.map { collation.next(firstSample: $0.sample) } ?? 0
        let batch = AskedBatch(number: expected + tasks.count, indices: indices, collateNanoseconds: collate)
        tasks.append(Task(worker: worker))
        workers[worker].undelivered += 1
        let delay = wholeNanoseconds(costs.dispatchSeconds)
        guard !isPriming, delay > 0 else { return receive(batch, worker, &actions) }
        workers[worker].onTheWay.append(batch)
        perform(LoaderSignal(.indices, worker: worker), at: .processWait, nanoseconds: delay, &actions)
    }
}

// MARK: - Receiving

extension DataLoaderStage {
    /// Inside the call: takes the batch whose turn it is, or what comes, or waits.
    private mutating func goOn(_ actions: inout Actions) {
        while let first = tasks.first, isVoid(first) {
            tasks.removeFirst()
            expected += 1
        }
        guard let first = tasks.first else { return beginEnding(&actions) }
        if let batch = first.batch {
            received = LoaderMessage(number: expected, worker: first.worker ?? 0, batch: batch, finishedAt: 0)
            tasks[0].batch = nil
            take(costs.stashed(sinceReturn), &actions)
        } else if let message = results.popFirst() {
            let curve = hasReceived || loader.hostMemory == .pinned ? costs.stashed : costs.reading
            // A batch that has only just been sent is still under way.
            let underWay = costs.delivery(0) - Double(actions.now - message.finishedAt) / 1e9
            receive(message, seconds: max(curve(hasReceived ? 0 : sinceReturn), underWay), &actions)
        } else {
            loop = .waiting
            waitingSince = actions.now
        }
    }

    /// A batch that was delivered out of turn, or will never come.
    private func isVoid(_ task: Task) -> Bool {
        guard let worker = task.worker else { return true }
        return task.batch == nil && !workers[worker].isActive
    }

    /// Seconds since the loop last returned with a batch until it asked again.
    private var sinceReturn: Double { returnedAt.map { Double(askedAt - $0) / 1e9 } ?? 0 }

    /// A batch has come into the loop's process.
    mutating func sent(_ message: LoaderMessage, _ actions: inout Actions) {
        guard loader.hostMemory == .pinned else { return arrived(message, &actions) }
        unpinned.append(message)
        if unpinned.count == 1 { pinNext(&actions) }
    }

    private mutating func arrived(_ message: LoaderMessage, _ actions: inout Actions) {
        guard loop == .waiting else { return results.append(message) }
        let waited = Double(actions.now - waitingSince) / 1e9
        let isPinned = loader.hostMemory == .pinned
        receive(message, seconds: isPinned ? costs.stashed(0) : costs.delivery(waited), &actions)
    }

    private mutating func receive(_ message: LoaderMessage, seconds: Double, _ actions: inout Actions) {
        received = message
        hasReceived = true
        take(seconds + Double(message.batch?.bytes ?? 0) * costs.receiveSecondsPerByte, &actions)
    }

    private mutating func take(_ seconds: Double, _ actions: inout Actions) {
        loop = .receiving
        perform(LoaderSignal(.loop), at: .processCost, nanoseconds: wholeNanoseconds(seconds), &actions)
    }

    private mutating func hasTaken(_ actions: inout Actions) {
        guard let message = received else { preconditionFailure("the loop has received nothing") }
        received = nil
        let place = message.number - expected
        guard let batch = message.batch else {
            workers[message.worker].isActive = false
            wanted = 1
            return ask(&actions)
        }
        if place > 0 && loader.order == .ordered {
            tasks[place].batch = batch
            return goOn(&actions)
        }
        tasks[place].worker = nil
        workers[message.worker].undelivered -= 1
        delivered = batch
        wanted = 1
        ask(&actions)
    }

    private mutating func emit(_ element: Element, _ actions: inout Actions) {
        delivered = nil
        isDemanded = false
        loop = .returned
        returnedAt = actions.now
        actions.release(element)
        actions.emit(element)
    }

    private mutating func pinNext(_ actions: inout Actions) {
        guard let message = unpinned.first else { return }
        let seconds = costs.delivery(0) + Double(message.batch?.bytes ?? 0) * costs.pinSecondsPerByte
        perform(LoaderSignal(.pinningThread), at: .processCore, nanoseconds: wholeNanoseconds(seconds), &actions)
    }

    private mutating func pinned(_ actions: inout Actions) {
        if let message = unpinned.popFirst() { arrived(message, &actions) }
        pinNext(&actions)
    }
}
