import DequeModule

/// A batch that a `dataLoader` has asked of a worker.
struct AskedBatch {
    /// Counted from 0 in each epoch.
    var number: Int
    /// Indices of its samples; none when the worker's data have ended.
    var indices: [Element]
    /// How long it takes to be joined (ns).
    var collateNanoseconds: Int64
}

/// A worker's answer.
struct LoaderMessage {
    var number: Int
    var worker: Int
    /// The batch, or nil: the worker's data have ended.
    var batch: Element?
    /// When the worker had finished it (ns).
    var finishedAt: Int64
}

/// What a worker process of a `dataLoader` is at.
struct WorkerProcess {
    enum Activity { case idle, booting, importing, unpickling, making, collating, sending, pausing }

    var activity = Activity.idle
    /// Whether it has not sent a batch yet.
    var isNew = true
    /// Whether its data have ended, so that it answers no more.
    var isExhausted = false
    /// Batches asked for, the first in its hands or next.
    var asked = Deque<AskedBatch>()
    /// Batches asked for that have not reached it.
    var onTheWay = Deque<AskedBatch>()
    /// The first of them.
    var making: BatchMaking
    /// When it began with it (ns).
    var begunAt: Int64 = 0

    /// What the loop knows: whether the worker may be asked for more.
    var isActive = true
    /// Batches asked of it and not yet delivered.
    var undelivered = 0

    /// Whether it makes a batch, or begins one as soon as it has passed the last one on.
    var goesOn: Bool {
        switch activity {
        case .making, .collating, .sending: true
        case .pausing: !asked.isEmpty && !isExhausted
        case .idle, .booting, .importing, .unpickling: false
        }
    }

    /// It ends: nobody wants more than the batch in its hands.
    mutating func callOff() {
        let inHand =
            switch activity {
            case .making, .collating, .sending: 1
            case .idle, .booting, .importing, .unpickling, .pausing: 0
            }
        asked.removeLast(max(0, asked.count - inHand))
        onTheWay.removeAll()
    }

    /// - Parameter requests: samples at a time.
    init(requests: Int) { making = BatchMaking(requests: requests) }
}
