import DequeModule

/// Threads of two kinds read files ahead of the consumer, each of them one file at a time.
///
/// `parallelism` current workers read on in the files of the cycle whose buffers have room, in the order in which room
/// came up. Future workers, whose number `parallelism` does not limit, open the files that will follow, up to twice as
/// many as the cycle has places, and stay with a file until its buffer is full, even when it has joined the cycle
/// meanwhile. A worker that ends with a file takes the next one at once. All begin at the first demand.
struct ParallelInterleaveStage: Stage {
    private let reading: RecordReading
    private let isOrdered: Bool
    private let filesAhead: Int
    private let futureWorkers: Int
    private let bufferSize: Int
    private let isTuned: Bool
    private let initialParallelism: Int
    private var parallelism: Int

    private var readers: [InterleaveReader] = []
    /// Numbers of readers that are free to be used again.
    private var unused: [Int] = []
    private var turns: InterleaveTurns
    /// Readers that will join the cycle, the next one first.
    private var upcoming = Deque<Int>()
    /// Readers that wait for a file, in the order in which files go to them.
    private var withoutFile = Deque<Int>()
    /// Places of the cycle that may have room for a current worker.
    private var toRead = Deque<Int>()
    private var busyCurrentWorkers = 0
    private var busyFutureWorkers = 0
    /// Files that no worker reads on because as many of their records are ready as may be.
    private var fullReaders = 0
    private var hasBegun = false
    private var isPulling = false
    private var upstreamHasEnded = false
    private var isDemanded = false
    /// Whether something has happened that the waiting consumer must look at.
    private var hasNews = false
    /// What the consumer has come to.
    private var failure: Failure?

    /// - Parameters:
    ///   - parallelism: current workers; at first, if it is tuned.
    ///   - isTuned: whether a tuner changes it.
    ///   - opensAhead: whether there are future workers.
    init(
        _ reading: RecordReading, cycle: Int, block: Int, parallelism: Int, isTuned: Bool, isOrdered: Bool,
        opensAhead: Bool
    ) {
        self.reading = reading
        self.isOrdered = isOrdered
        self.isTuned = isTuned
        initialParallelism = parallelism
        self.parallelism = parallelism
        filesAhead = opensAhead ? Self.filesOfCycle(cycle) - cycle : 0
        futureWorkers = Self.filesOfCycle(cycle)
        bufferSize = Self.samplesReady(block: block)
        turns = InterleaveTurns(places: cycle, block: block)
    }

    /// Files in the stage at a time: the cycle's, and twice as many that will join it.
    static func filesOfCycle(_ cycle: Int) -> Int { 3 * cycle }
    /// Samples of a file that may be ready at a time.
    static func samplesReady(block: Int) -> Int { 2 * block + 1 }

    mutating func demand(_ actions: inout Actions) {
        if let failure { return actions.fail(failure) }
        isDemanded = true
        hasNews = true
        if !hasBegun { begin() }
        settle(&actions)
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        isPulling = false
        guard failure == nil, let reader = withoutFile.popFirst() else { return actions.discard(element) }
        readers[reader].file = element
        if readers[reader].worker != nil { readOn(reader, &actions) }
        settle(&actions)
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) {
        if failure != nil { return actions.discard(work.element) }
        guard let record = reading.goOn(after: work, &actions) else { return }
        let reader = Int(work.token)
        actions.hold(record)
        readers[reader].ready.append(record)
        hasNews = true
        if readers[reader].ready.count == bufferSize {
            fullReaders += 1
            leave(reader)
        } else {
            readOn(reader, &actions)
        }
        settle(&actions)
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        isPulling = false
        upstreamHasEnded = true
        while let reader = withoutFile.popFirst() { finish(reader) }
        settle(&actions)
    }

    /// The failure takes the place of the next file, and there are no more.
    mutating func failed(_ failure: Failure, _ actions: inout Actions) {
        if let reader = withoutFile.popFirst() { finish(reader, failure) }
        upstreamEnded(&actions)
    }

    /// The failure takes the place of the record: what comes before it is delivered, and other files are read on.
    mutating func workFailed(_ work: Work, _ failure: Failure, _ actions: inout Actions) {
        if self.failure != nil { return }
        finish(Int(work.token), failure)
        settle(&actions)
    }

    mutating func reset(_ actions: inout Actions) {
        forgetReaders(&actions)
        (busyCurrentWorkers, busyFutureWorkers) = (0, 0)
        (hasBegun, isPulling, upstreamHasEnded, isDemanded, hasNews) = (false, false, false, false, false)
        failure = nil
        parallelism = initialParallelism
        noteRoom(&actions)
    }

    private mutating func forgetReaders(_ actions: inout Actions) {
        for reader in readers { for record in reader.ready { actions.drop(record) } }
        (readers, unused) = ([], [])
        (upcoming, withoutFile, toRead) = ([], [], [])
        fullReaders = 0
        turns.reset()
    }

    var tunedValue: Int? { isTuned ? parallelism : nil }

    /// More workers than places have nothing to do; those that are too many leave when they have done what they do.
    mutating func parameterChanged(to value: Int, _ actions: inout Actions) {
        parallelism = max(1, min(value, turns.places))
        if hasBegun { settle(&actions) }
    }
}

// MARK: - Workers

extension ParallelInterleaveStage {
    private mutating func begin() {
        hasBegun = true
        for place in 0..<turns.places { fill(place, with: makeReader()) }
    }

    /// Puts idle workers to work and answers the consumer, until neither changes anything.
    private mutating func settle(_ actions: inout Actions) {
        startWorkers(&actions)
        while hasNews, isDemanded {
            hasNews = false
            answer(&actions)
            startWorkers(&actions)
        }
        noteRoom(&actions)
        guard !isPulling, !withoutFile.isEmpty else { return }
        isPulling = true
        actions.pull()
    }

    /// Ahead of its consumer where all workers have filled their files' buffers, or read files to their ends.
    ///
    /// While a file whose turn it is has nothing ready, workers could read on in others, and the order of turns keeps
    /// them from it.
    private func noteRoom(_ actions: inout Actions) {
        let isWaitedFor = isDemanded && busyCurrentWorkers < min(parallelism, turns.places)
        actions.holdBack(isOrdered && isWaitedFor ? fullReaders : 0)
        let isIdle = hasBegun && !isDemanded && busyCurrentWorkers == 0 && busyFutureWorkers == 0
        actions.isAhead(isIdle && (fullReaders > 0 || !upstreamHasEnded))
    }

    private mutating func startWorkers(_ actions: inout Actions) {
        if failure != nil { return }
        while busyCurrentWorkers < parallelism, let place = toRead.popFirst() {
            guard let reader = turns[place], readers[reader].hasRoom(in: bufferSize) else { continue }
            readers[reader].worker = .current
            busyCurrentWorkers += 1
            readOn(reader, &actions)
        }
        while !upstreamHasEnded, upcoming.count < filesAhead, busyFutureWorkers < futureWorkers {
            let reader = makeReader()
            readers[reader].worker = .future
            busyFutureWorkers += 1
            upcoming.append(reader)
        }
    }

    /// A worker tries to read the next record; without a file it waits for one.
    private mutating func readOn(_ number: Int, _ actions: inout Actions) {
        guard let file = readers[number].file else { return }
        let record = readers[number].nextRecord
        if record == file.samples { return finish(number) }
        readers[number].nextRecord += 1
        reading.begin(record, of: file, token: Int64(number), &actions)
    }

    private mutating func finish(_ reader: Int, _ failure: Failure? = nil) {
        readers[reader].isAtEnd = true
        readers[reader].failure = failure
        hasNews = true
        leave(reader)
    }

    /// The worker leaves a file; where a future worker leaves one of the cycle, a current worker may be needed.
    private mutating func leave(_ reader: Int) {
        switch readers[reader].worker {
        case .current: busyCurrentWorkers -= 1
        case .future:
            busyFutureWorkers -= 1
            if let place = readers[reader].place { toRead.append(place) }
        case nil: break
        }
        readers[reader].worker = nil
    }

    /// A reader that waits for the next file.
    private mutating func makeReader() -> Int {
        let number = unused.popLast() ?? readers.count
        if number == readers.count { readers.append(InterleaveReader()) } else { readers[number] = InterleaveReader() }
        withoutFile.append(number)
        return number
    }

    private mutating func fill(_ place: Int, with reader: Int) {
        turns[place] = reader
        readers[reader].place = place
        toRead.append(place)
    }
}

// MARK: - The consumer

extension ParallelInterleaveStage {
    private mutating func answer(_ actions: inout Actions) {
        // Unordered, each place is tried once.
        for _ in 0..<(isOrdered ? 1 : turns.places) {
            if let next = nextRecord() { return deliver(next, &actions) }
            if turns.isEmpty { break }
            if !isOrdered { turns.pass() }
        }
        if turns.isEmpty {
            isDemanded = false
            actions.end()
        }
    }

    private mutating func deliver(_ next: Result<Element, Failure>, _ actions: inout Actions) {
        isDemanded = false
        switch next {
        case .success(let record):
            actions.release(record)
            actions.emit(record)
        case .failure(let failure):
            // What follows is of no use.
            self.failure = failure
            forgetReaders(&actions)
            actions.fail(failure)
        }
    }

    /// The record that is ready where the turn is, or what came instead of it; nil when its file has none yet, or when
    /// all files are at their end.
    ///
    /// A file at its end is replaced, and has had its turn.
    private mutating func nextRecord() -> Result<Element, Failure>? {
        while let place = turns.current, let reader = turns[place] {
            if let record = readers[reader].ready.popFirst() {
                if readers[reader].worker == nil { toRead.append(place) }
                if readers[reader].wasFull(in: bufferSize) { fullReaders -= 1 }
                turns.countDelivery()
                return .success(record)
            }
            if let failure = readers[reader].failure { return .failure(failure) }
            guard readers[reader].isAtEnd else { return nil }
            replace(reader, at: place)
            turns.pass()
        }
        return nil
    }

    private mutating func replace(_ reader: Int, at place: Int) {
        unused.append(reader)
        if let next = upcoming.popFirst() {
            turns[place] = next
            readers[next].place = place
        } else if upstreamHasEnded {
            turns[place] = nil
        } else {
            fill(place, with: makeReader())
        }
    }
}
