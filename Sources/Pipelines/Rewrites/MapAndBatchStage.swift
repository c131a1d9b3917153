import DequeModule

/// A runner thread keeps up to `parallelism` calls open, each on one element with a place in one of the open batches.
///
/// The runner pulls while fewer than `parallelism` calls are open and the call has a place: in the batch begun last, or
/// in a new one while fewer than a maximum are open. The maximum is what the calls need to be all at work, and grows by
/// one when the runner could begin a call and has no place for it while the consumer waits. A batch stays open until
/// the consumer takes it; batches leave in the order of their elements.
struct MapAndBatchStage: Stage {
    private struct Batch {
        /// By their place; nil where the call is not done.
        var results: [Element?] = []
        var finished = 0
        /// Why it cannot be filled, if a call failed.
        var failure: Failure?
        var isFinished: Bool { finished == results.count }
    }

    /// Batches that may be open at a time, however long the consumer waits: TensorFlow's `kMaxBatchResults`.
    static let batchLimit = 16

    private let call: MapCall
    private let size: Int
    private let dropsRemainder: Bool
    private let initialParallelism: Int
    private let initialMaximum: Int
    private let isTuned: Bool
    private var parallelism: Int
    private var maximumBatches: Int
    private var batches = Deque<Batch>()
    /// Batches that have left.
    private var takenBatches = 0
    private var openCalls = 0
    private var begunCalls = 0
    private var isPulling = false
    private var isDemanded = false
    private var ending: Ending?
    /// Whether what is still on its way is of no use.
    private var hasFailed = false

    /// - Parameters:
    ///   - parallelism: calls at a time at the beginning of each epoch.
    ///   - isTuned: whether a tuner changes it.
    ///   - mostCalls: calls at a time for which there are places from the beginning.
    init(call: MapCall, size: Int, dropsRemainder: Bool, parallelism: Int, isTuned: Bool, mostCalls: Int) {
        self.call = call
        self.size = size
        self.dropsRemainder = dropsRemainder
        self.isTuned = isTuned
        initialParallelism = parallelism
        self.parallelism = parallelism
        initialMaximum = min(Self.batchLimit, 1 + (mostCalls - 1) / size)
        maximumBatches = initialMaximum
    }

    var tunedValue: Int? { isTuned ? parallelism : nil }

    mutating func demand(_ actions: inout Actions) {
        isDemanded = true
        answer(&actions)
        pullIfRoom(&actions)
        noteRoom(&actions)
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        isPulling = false
        if hasFailed { return actions.discard(element) }
        actions.perform(element, at: call.place, token: Int64(begunCalls - 1))
        pullIfRoom(&actions)
        noteRoom(&actions)
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) {
        openCalls -= 1
        if hasFailed { return actions.discard(work.element) }
        let result = call.result(work.element)
        let number = Int(work.token)
        batches[number / size - takenBatches].results[number % size] = result
        batches[number / size - takenBatches].finished += 1
        actions.hold(result)
        answer(&actions)
        pullIfRoom(&actions)
        noteRoom(&actions)
    }

    /// The batch cannot be filled; those before it are delivered.
    mutating func workFailed(_ work: Work, _ failure: Failure, _ actions: inout Actions) {
        openCalls -= 1
        if hasFailed { return }
        let batch = Int(work.token) / size - takenBatches
        batches[batch].finished += 1
        if batches[batch].failure == nil { batches[batch].failure = failure }
        answer(&actions)
        noteRoom(&actions)
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        if !hasFailed { stop(.exhausted, &actions) }
    }

    /// Whole batches are delivered first.
    mutating func failed(_ failure: Failure, _ actions: inout Actions) {
        if !hasFailed { stop(.failed(failure), &actions) }
    }

    mutating func reset(_ actions: inout Actions) {
        giveUpBatches(&actions)
        parallelism = initialParallelism
        maximumBatches = initialMaximum
        takenBatches = 0
        openCalls = 0
        begunCalls = 0
        isPulling = false
        isDemanded = false
        hasFailed = false
        ending = nil
        noteRoom(&actions)
    }

    mutating func parameterChanged(to value: Int, _ actions: inout Actions) {
        parallelism = value
        if begunCalls > 0 { pullIfRoom(&actions) }
        noteRoom(&actions)
    }

    /// The place of the call that found the end is taken back.
    private mutating func stop(_ ending: Ending, _ actions: inout Actions) {
        isPulling = false
        openCalls -= 1
        begunCalls -= 1
        batches[batches.count - 1].results.removeLast()
        if begunCalls % size == 0 { batches.removeLast() }
        self.ending = ending
        if case .failed(let failure) = ending, begunCalls % size != 0 { batches[batches.count - 1].failure = failure }
        answer(&actions)
        noteRoom(&actions)
    }

    private mutating func pullIfRoom(_ actions: inout Actions) {
        guard !isPulling, ending == nil, openCalls < parallelism else { return }
        if begunCalls % size == 0 {
            if batches.count == maximumBatches {
                guard isDemanded, maximumBatches < Self.batchLimit else { return }
                maximumBatches += 1
            }
            batches.append(Batch())
        }
        batches[batches.count - 1].results.append(nil)
        isPulling = true
        openCalls += 1
        begunCalls += 1
        actions.pull()
    }

    /// All places are taken: by results, while nobody waits for them; or by those that wait for the rest of the first
    /// batch, while calls could be made.
    private func noteRoom(_ actions: inout Actions) {
        let isFull = !isPulling && ending == nil && begunCalls % size == 0 && batches.count == maximumBatches
        actions.holdBack(isFull && isDemanded ? max(0, parallelism - openCalls) : 0)
        actions.isAhead(isFull && !isDemanded && openCalls == 0)
    }

    /// Answers a waiting consumer with the first batch, once all its results are there.
    private mutating func answer(_ actions: inout Actions) {
        guard isDemanded else { return }
        guard let first = batches.first else { return announceEnding(&actions) }
        if let failure = first.failure { return giveUp(failure, &actions) }
        guard first.isFinished, first.results.count == size || ending != nil else { return }
        batches.removeFirst()
        takenBatches += 1
        let results = first.results.compactMap { $0 }
        for result in results { actions.release(result) }
        if results.count < size && dropsRemainder {
            for result in results { actions.discard(result) }
            return announceEnding(&actions)
        }
        isDemanded = false
        actions.emit(actions.join(results))
    }

    private mutating func announceEnding(_ actions: inout Actions) {
        guard let ending else { return }
        isDemanded = false
        ending.announce(&actions)
    }

    /// The consumer comes to a batch that cannot be filled: what follows is of no use.
    private mutating func giveUp(_ failure: Failure, _ actions: inout Actions) {
        giveUpBatches(&actions)
        hasFailed = true
        ending = .failed(failure)
        announceEnding(&actions)
    }

    private mutating func giveUpBatches(_ actions: inout Actions) {
        for batch in batches { for case let result? in batch.results { actions.drop(result) } }
        batches.removeAll(keepingCapacity: true)
    }
}
