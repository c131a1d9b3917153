/// A parallel map over batches: the runner thread pulls the elements of one batch after the other, in series, and has
/// each batch joined on the worker pool while it pulls the next.
///
/// What the calls and the slots are of a parallel map are here whole batches.
struct ParallelBatchStage: Stage {
    private let size: Int
    private let dropsRemainder: Bool
    private var calls: ParallelCalls<SharedSlots>
    private var members: [Element] = []
    /// Why nothing more is gathered, if something failed.
    private var failure: Failure?

    /// - Parameters:
    ///   - parallelism: batches being joined at a time; at first, if it is tuned.
    ///   - isTuned: whether a tuner changes it.
    init(size: Int, dropsRemainder: Bool, parallelism: Int, isTuned: Bool, isOrdered: Bool) {
        self.size = size
        self.dropsRemainder = dropsRemainder
        calls = ParallelCalls(
            call: MapCall(place: .workerCore), parallelism: parallelism, isTuned: isTuned, isOrdered: isOrdered)
    }

    mutating func demand(_ actions: inout Actions) { calls.demand(&actions) }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        if let failure {
            actions.discard(element)
            return calls.failed(failure, &actions)
        }
        members.append(element)
        actions.hold(element)
        if members.count < size { actions.pull() } else { calls.element(join(&actions), &actions) }
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) { calls.workDone(work, &actions) }

    mutating func workFailed(_ work: Work, _ failure: Failure, _ actions: inout Actions) {
        self.failure = failure
        dropMembers(&actions)
        calls.workFailed(work, failure, &actions)
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        if members.isEmpty || dropsRemainder {
            dropMembers(&actions)
            calls.upstreamEnded(&actions)
        } else {
            calls.lastElement(join(&actions), &actions)
        }
    }

    mutating func failed(_ failure: Failure, _ actions: inout Actions) {
        self.failure = failure
        dropMembers(&actions)
        calls.failed(failure, &actions)
    }

    mutating func reset(_ actions: inout Actions) {
        dropMembers(&actions)
        failure = nil
        calls.reset(&actions)
    }

    mutating func parameterChanged(to value: Int, _ actions: inout Actions) {
        calls.parameterChanged(to: value, &actions)
    }

    var tunedValue: Int? { calls.tunedValue }

    private mutating func join(_ actions: inout Actions) -> Element {
        let batch = actions.join(members)
        for member in members { actions.release(member) }
        members.removeAll(keepingCapacity: true)
        return batch
    }

    private mutating func dropMembers(_ actions: inout Actions) {
        for member in members { actions.drop(member) }
        members.removeAll(keepingCapacity: true)
    }
}
