/// A parallel map over batches: the runner thread pulls the elements of one batch after the other, in series, and has
/// each batch joined on the worker pool while it pulls the next.
///
/// What the calls and the slots are of a parallel map are here whole batches.
struct ParallelBatchStage: Stage {
    private let size: Int
    private let dropsRemainder: Bool
    private let isOrdered: Bool
    private let isTuned: Bool
    private let initialParallelism: Int
    private var parallelism: Int
    private var calls: ParallelMapStage
    private var members: [Element] = []
    private var hasFailed = false

    /// - Parameters:
    ///   - parallelism: batches being joined at a time; at first, if it is tuned.
    ///   - isTuned: whether a tuner changes it.
    init(size: Int, dropsRemainder: Bool, parallelism: Int, isTuned: Bool, isOrdered: Bool) {
        self.size = size
        self.dropsRemainder = dropsRemainder
        self.isOrdered = isOrdered
        self.isTuned = isTuned
        initialParallelism = parallelism
        self.parallelism = parallelism
        calls = Self.calls(parallelism, isOrdered: isOrdered)
    }

    private static func calls(_ parallelism: Int, isOrdered: Bool) -> ParallelMapStage {
        ParallelMapStage(
            call: MapCall(place: .workerCore), parallelism: parallelism, isTuned: false, isOrdered: isOrdered)
    }

    mutating func demand(_ actions: inout Actions) { calls.demand(&actions) }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        if hasFailed { return calls.element(element, &actions) }
        members.append(element)
        actions.hold(element)
        if members.count < size { actions.pull() } else { calls.element(join(&actions), &actions) }
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) { calls.workDone(work, &actions) }

    mutating func upstreamEnded(_ actions: inout Actions) {
        if members.isEmpty || dropsRemainder {
            releaseMembers(&actions)
            calls.upstreamEnded(&actions)
        } else {
            calls.lastElement(join(&actions), &actions)
        }
    }

    mutating func failed(_ failure: Failure, _ actions: inout Actions) {
        hasFailed = true
        releaseMembers(&actions)
        calls.failed(failure, &actions)
    }

    mutating func reset(_ actions: inout Actions) {
        releaseMembers(&actions)
        hasFailed = false
        calls.reset(&actions)
        if isTuned {
            parallelism = initialParallelism
            calls = Self.calls(parallelism, isOrdered: isOrdered)
        }
    }

    mutating func parameterChanged(to value: Int, _ actions: inout Actions) {
        parallelism = value
        calls.parameterChanged(to: value, &actions)
    }

    var tunedValue: Int? { isTuned ? parallelism : nil }

    private mutating func join(_ actions: inout Actions) -> Element {
        var batch = members[0]
        for member in members.dropFirst() { batch.join(member) }
        releaseMembers(&actions)
        return batch
    }

    private mutating func releaseMembers(_ actions: inout Actions) {
        for member in members { actions.release(member) }
        members.removeAll(keepingCapacity: true)
    }
}
