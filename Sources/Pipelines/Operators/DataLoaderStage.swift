import DequeModule
import DiscreteEvent

/// The loop's side of a `dataLoader` with workers: it asks for batches ahead, and receives, reorders and delivers them.
///
/// `prefetchFactor` batches for each worker are asked for before the first is delivered, and one more for each that is
/// delivered, of the workers in turns, whoever has time (pytorch/pytorch, torch/utils/data/dataloader.py,
/// `_try_put_index` and `_next_data`, 0025348). How it receives them, and what the workers do, is in the
/// extensions.
struct DataLoaderStage: Stage {
    /// What the loop is at inside its call for an element.
    enum Loop {
        /// It has not been called in this epoch.
        case outside
        /// It waits for workers that are at what an earlier epoch, which was left early, has asked of them.
        case awaitingWorkers
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
    struct Outstanding {
        var worker: Int?
        var batch: Element?
    }

    /// A wait for the lock of a worker, after which receiving takes its seconds.
    struct LockedOut {
        var worker: Int
        var number: Int
        var seconds: Double
    }

    let loader: DataLoader
    var making: SampleMaking
    let collation: OwnTimes
    let costs: WorkerProcesses
    private let laterAssignment: any BatchAssignment

    var workers: [WorkerProcess]
    private var assignment: any BatchAssignment
    /// Workers that have been created, where each is only when the one before it has read what it was sent.
    private var created = 0
    /// The worker whose turn it is.
    var turn = 0
    var loop = Loop.outside
    /// Whether there are processes, perhaps of an earlier epoch.
    private var hasProcesses = false
    /// Pieces of work that are not yet done.
    private var unfinishedWork = 0
    private var failure: Failure?
    var isDemanded = false
    var askedAt: Int64 = 0
    var returnedAt: Int64?
    var waitingSince: Int64 = 0
    /// Whether the loop has received a batch since it was called.
    var hasReceived = false

    /// Batches yet to be asked for.
    var wanted = 0
    /// The worker that is asked while indices come.
    private var chosen: Int?
    /// Whether the first batches are asked for, before anything runs.
    private var isPriming = false
    /// Batches in the order in which they were asked for, from the one that is to be delivered next.
    var outstanding = Deque<Outstanding>()
    /// Number of the first of `outstanding`.
    var expected = 0
    /// Batches that the loop can receive.
    var results = Deque<LoaderMessage>()
    /// Batches that the pinning thread has yet to copy, the first in its hands.
    var unpinned = Deque<LoaderMessage>()
    /// What the loop receives now.
    var received: LoaderMessage?
    /// What the loop returns with once it has asked for another batch.
    var delivered: Element?

    /// Whom a worker's lock keeps waiting: the loop, or the thread that pins.
    var lockedOut: LockedOut?
    /// Waits for a lock so far, which number them.
    var lockWaits = 0

    /// - Parameters:
    ///   - assignment: of the first epoch.
    ///   - later: of each other epoch.
    init(
        _ loader: DataLoader, _ making: SampleMaking, _ collation: OwnTimes, _ assignment: any BatchAssignment,
        later: any BatchAssignment, costs: WorkerProcesses
    ) {
        self.loader = loader
        self.making = making
        self.collation = collation
        self.costs = costs
        workers = Self.idleWorkers(of: loader)
        self.assignment = assignment
        laterAssignment = later
    }

    private static func idleWorkers(of loader: DataLoader) -> [WorkerProcess] {
        Array(repeating: WorkerProcess(requests: loader.requests), count: loader.workers)
    }

    mutating func demand(_ actions: inout Actions) {
        isDemanded = true
        if let failure { return fail(with: failure, &actions) }
        askedAt = actions.now
        hasReceived = false
        actions.isAhead(false)
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
        let signal = LoaderSignal(work.element)
        // Not among what is unfinished: a worker may have let go of its lock long ago.
        if let signal, signal.sender == .lock {
            if failure == nil { lockIsFree(after: signal.worker, &actions) }
            return
        }
        unfinishedWork -= 1
        guard failure == nil else { return }
        switch signal {
        case let signal?: signalled(signal, &actions)
        case nil: workerGoesOn(after: work, &actions)
        }
        guard unfinishedWork == 0 else { return }
        if loop == .ending { end(&actions) } else if loop == .awaitingWorkers { start(&actions) }
    }

    /// As PyTorch does when a worker dies: at once, whatever is ready.
    mutating func failed(_ failure: Failure, _ actions: inout Actions) {
        self.failure = failure
        if isDemanded { fail(with: failure, &actions) }
    }

    /// The loop's side begins anew, and throws away what it has; the workers do not know of that.
    mutating func reset(_ actions: inout Actions) {
        for element in heldByLoop { actions.drop(element) }
        actions.holdBack(0)
        actions.isAhead(false)
        var next = DataLoaderStage(loader, making, collation, laterAssignment, later: laterAssignment, costs: costs)
        next.hasProcesses = hasProcesses
        next.workers = workers
        next.unfinishedWork = unfinishedWork
        next.failure = failure
        next.unpinned = unpinned
        if loader.hostMemory == .pinned { next.lockedOut = lockedOut }
        next.lockWaits = lockWaits
        self = next
        if loader.lifetime == .epoch { callOff(&actions) }
    }

    /// Work of its processes, and of its threads.
    var keepsWork: Bool { true }

    private var heldByLoop: [Element] {
        outstanding.compactMap(\.batch) + results.compactMap(\.batch) + [received?.batch, delivered].compactMap { $0 }
    }

    /// Processes that end are through when they have made the batches in their hands, and so is the thread that pins.
    ///
    /// A worker that has none lets go of its lock.
    private mutating func callOff(_ actions: inout Actions) {
        for worker in workers.indices {
            workers[worker].callOff()
            if !workers[worker].goesOn { lockIsFree(of: worker, &actions) }
        }
        while unpinned.count > 1, let message = unpinned.popLast() { throwAway(message, &actions) }
    }

    private mutating func signalled(_ signal: LoaderSignal, _ actions: inout Actions) {
        switch signal.sender {
        case .startingLoop where loop == .starting: wereCreated(&actions)
        case .loop where loop == .receiving: hasTaken(&actions)
        case .loop, .startingLoop, .sendingThread: break
        case .worker, .startingWorker: workerGoesOn(signal.worker, &actions)
        case .indices: indicesArrived(at: signal.worker, &actions)
        case .pinningThread: pinned(&actions)
        case .lock: preconditionFailure("a lock's time is no work of a loader")
        }
    }

    mutating func perform(
        _ signal: LoaderSignal, at place: Work.Place, nanoseconds: Int64, _ actions: inout Actions
    ) {
        unfinishedWork += 1
        actions.perform(signal.element, at: place, token: nanoseconds)
    }

    /// Has the next sample of a worker's batch made, if one is left for this request.
    mutating func ask(_ worker: Int, request: Int, _ actions: inout Actions) {
        guard let index = workers[worker].making.next(request: request) else { return }
        unfinishedWork += 1
        making.begin(index, token: Int64(worker * loader.requests + request), &actions)
    }

    mutating func goOnMaking(after work: Work, _ actions: inout Actions) -> Element? {
        let sample = making.goOn(after: work, &actions)
        if sample == nil { unfinishedWork += 1 }
        return sample
    }
}

// MARK: - Epochs

extension DataLoaderStage {
    /// Workers that persist make all batches that were asked of them, whoever wants these, before they read that a new
    /// epoch begins (pytorch/pytorch, torch/utils/data/_utils/worker.py, `_worker_loop`); others are waited for until
    /// they end.
    private mutating func start(_ actions: inout Actions) {
        loop = .awaitingWorkers
        guard unfinishedWork == 0 else { return }
        workers = Self.idleWorkers(of: loader)
        making = making.fresh
        loop = .starting
        let count = loader.workers
        if hasProcesses, loader.lifetime == .run {
            for index in workers.indices { workers[index].isNew = false }
            return spend(WorkerProcesses.seconds(costs.resumption, workers: count), &actions)
        }
        // Where the last epoch was left early, its workers end only now.
        let shutdown = hasProcesses ? WorkerProcesses.seconds(costs.shutdown, workers: count) : 0
        hasProcesses = false
        created = 0
        spend(shutdown + loader.creationSeconds(of: loader.createsInTurns ? 1 : count, costs), &actions)
    }

    /// Time of the loop to start or end workers.
    private mutating func spend(_ seconds: Double, _ actions: inout Actions) {
        perform(
            LoaderSignal(.startingLoop), at: .processWait,
            nanoseconds: SimulationTime.countedNanoseconds(inSeconds: seconds), &actions)
    }

    /// All workers are there, or one more where each waits for the one before it.
    private mutating func wereCreated(_ actions: inout Actions) {
        let areNew = !hasProcesses && workers.contains(where: \.isNew)
        guard areNew && loader.createsInTurns else {
            if areNew { for worker in workers.indices { boot(worker, &actions) } }
            return start(asking: &actions)
        }
        boot(created, &actions)
    }

    /// A worker is ready for its first batch.
    mutating func isReady(_ actions: inout Actions) {
        guard loop == .starting, loader.createsInTurns else { return }
        created += 1
        guard created == workers.count else { return spend(loader.creationSeconds(of: 1, costs), &actions) }
        start(asking: &actions)
    }

    private mutating func start(asking actions: inout Actions) {
        hasProcesses = true
        isPriming = true
        wanted = loader.workers * loader.prefetchFactor
        ask(&actions)
    }

    mutating func beginEnding(_ actions: inout Actions) {
        loop = .ending
        guard loader.lifetime == .epoch else { return finishEndingIfIdle(&actions) }
        hasProcesses = false
        spend(WorkerProcesses.seconds(costs.shutdown, workers: loader.workers), &actions)
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
    mutating func ask(_ actions: inout Actions) {
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
        let collate = indices.first.map { collation.next(firstSample: $0.sample, at: actions.now) } ?? 0
        let batch = AskedBatch(number: expected + outstanding.count, indices: indices, collateNanoseconds: collate)
        outstanding.append(Outstanding(worker: worker))
        workers[worker].undelivered += 1
        let delay = SimulationTime.countedNanoseconds(inSeconds: costs.dispatchSeconds)
        guard !isPriming, delay > 0 else { return receive(batch, worker, &actions) }
        workers[worker].onTheWay.append(batch)
        perform(LoaderSignal(.indices, worker: worker), at: .processWait, nanoseconds: delay, &actions)
    }
}
