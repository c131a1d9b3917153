/// A `dataLoader` without workers: the loop itself reads the samples of a batch, one after the other, and joins them.
struct LoopLoaderStage: Stage {
    private var making: SampleMaking
    private let collation: OwnTimes
    private let loader: DataLoader
    private let fresh: any BatchAssignment
    private var assignment: any BatchAssignment
    private var batch: BatchMaking

    init(
        _ loader: DataLoader, _ making: SampleMaking, _ collation: OwnTimes, _ assignment: any BatchAssignment
    ) {
        self.loader = loader
        self.making = making
        self.collation = collation
        fresh = assignment
        self.assignment = assignment
        batch = BatchMaking(requests: loader.requests)
    }

    mutating func demand(_ actions: inout Actions) { begin(&actions) }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        assignment.add(element)
        begin(&actions)
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        assignment.end()
        begin(&actions)
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) {
        if work.place == collation.place, work.element.samples == 0 { return emit(&actions) }
        guard let sample = making.goOn(after: work, &actions) else { return }
        let request = Int(work.token)
        let isComplete = batch.finished(sample, request: request, &actions)
        ask(request, &actions)
        guard isComplete else { return }
        let nanoseconds = collation.next(firstSample: batch.firstSample, at: actions.now)
        if nanoseconds == 0 { return emit(&actions) }
        actions.perform(LoaderSignal(.worker).element, at: collation.place, token: nanoseconds)
    }

    mutating func reset(_ actions: inout Actions) {
        for element in batch.held { actions.drop(element) }
        batch = BatchMaking(requests: loader.requests)
        making = making.fresh
        assignment = fresh
    }

    private mutating func begin(_ actions: inout Actions) {
        switch assignment.next(worker: 0) {
        case .needsMore: actions.pull()
        case .samples(let samples):
            guard !samples.isEmpty else { return actions.end() }
            batch.begin(samples)
            for request in 0..<min(batch.requests, samples.count) { ask(request, &actions) }
        }
    }

    private mutating func ask(_ request: Int, _ actions: inout Actions) {
        if let index = batch.next(request: request) { making.begin(index, token: Int64(request), &actions) }
    }

    private mutating func emit(_ actions: inout Actions) {
        guard let finished = batch.take() else { preconditionFailure("a batch without samples was joined") }
        actions.release(finished)
        actions.emit(finished)
    }
}
