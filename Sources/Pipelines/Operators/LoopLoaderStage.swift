/// A `dataLoader` without workers: the loop itself reads the samples of a batch, one after the other, and joins them.
struct LoopLoaderStage: Stage {
    private var making: SampleMaking
    private let collation: CollateTimes
    private let loader: DataLoader
    private var assignment: SampleAssignment
    private var indices: [Element] = []
    private var made = 0
    private var batch: Element?

    init(_ loader: DataLoader, _ making: SampleMaking, _ collation: CollateTimes) {
        self.loader = loader
        self.making = making
        self.collation = collation
        assignment = SampleAssignment(loader)
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
        add(sample, &actions)
        if made < indices.count { return making.begin(indices[made], token: 0, &actions) }
        let nanoseconds = collation.next(firstSample: indices[0].sample, at: actions.now)
        if nanoseconds == 0 { return emit(&actions) }
        actions.perform(LoaderSignal(.worker).element, at: collation.place, token: nanoseconds)
    }

    mutating func reset(_ actions: inout Actions) {
        if let batch { actions.drop(batch) }
        batch = nil
        indices = []
        making = making.fresh
        assignment = SampleAssignment(loader)
    }

    private mutating func begin(_ actions: inout Actions) {
        switch assignment.next(worker: 0) {
        case .needsMore: actions.pull()
        case .samples(let samples):
            guard let first = samples.first else { return actions.end() }
            indices = samples
            made = 0
            making.begin(first, token: 0, &actions)
        }
    }

    private mutating func add(_ sample: Element, _ actions: inout Actions) {
        var joined = sample
        if let earlier = batch {
            actions.release(earlier)
            joined = actions.join([earlier, sample])
        }
        actions.hold(joined)
        batch = joined
        made += 1
    }

    private mutating func emit(_ actions: inout Actions) {
        guard let finished = batch else { preconditionFailure("a batch without samples was joined") }
        batch = nil
        actions.release(finished)
        actions.emit(finished)
    }
}
