import DiscreteEvent

/// A `dataLoader` without workers: the loop itself reads the samples of a batch, one after the other, joins them, and
/// copies the batch into pinned memory if it is to lie there.
///
/// PyTorch has no thread for that without workers (pytorch/pytorch, torch/utils/data/dataloader.py,
/// `_SingleProcessDataLoaderIter._next_data`).
struct LoopLoaderStage: Stage {
    private var making: SampleMaking
    private let collation: OwnTimes
    private let loader: DataLoader
    private let costs: WorkerProcesses
    private let laterAssignment: any BatchAssignment
    private var assignment: any BatchAssignment
    private var batch: BatchMaking

    /// - Parameters:
    ///   - assignment: of the first epoch.
    ///   - later: of each other epoch.
    ///   - costs: of which only the copy into pinned memory is the loop's.
    init(
        _ loader: DataLoader, _ making: SampleMaking, _ collation: OwnTimes, _ assignment: any BatchAssignment,
        later: any BatchAssignment, costs: WorkerProcesses
    ) {
        self.loader = loader
        self.making = making
        self.collation = collation
        self.costs = costs
        self.assignment = assignment
        laterAssignment = later
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
        switch LoaderSignal(work.element)?.sender {
        case .worker: return pin(&actions)
        case .loop: return emit(&actions)
        default: break
        }
        guard let sample = making.goOn(after: work, &actions) else { return }
        let request = Int(work.token)
        let isComplete = batch.finished(sample, request: request, &actions)
        ask(request, &actions)
        guard isComplete else { return }
        let nanoseconds = collation.next(firstSample: batch.firstSample, at: actions.now)
        if nanoseconds == 0 { return pin(&actions) }
        actions.perform(LoaderSignal(.worker).element, at: collation.place, token: nanoseconds)
    }

    mutating func reset(_ actions: inout Actions) {
        for element in batch.held { actions.drop(element) }
        batch = BatchMaking(requests: loader.requests)
        making = making.fresh
        assignment = laterAssignment
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

    private mutating func pin(_ actions: inout Actions) {
        let seconds = loader.hostMemory == .pinned ? Double(batch.made?.bytes ?? 0) * costs.pinSecondsPerByte : 0
        let nanoseconds = SimulationTime.countedNanoseconds(inSeconds: seconds)
        if nanoseconds == 0 { return emit(&actions) }
        actions.perform(LoaderSignal(.loop).element, at: .processCore, token: nanoseconds)
    }

    private mutating func emit(_ actions: inout Actions) {
        guard let finished = batch.take() else { preconditionFailure("a batch without samples was joined") }
        actions.release(finished)
        actions.emit(finished)
    }
}
