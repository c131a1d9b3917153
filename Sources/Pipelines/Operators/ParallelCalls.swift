import DequeModule

/// A runner thread keeps up to `parallelism` calls running or finished: a parallel map runs ahead by itself.
///
/// A call is open from the moment its input is pulled until it is done; a slot is taken from then until its result is
/// delivered. The runner pulls while fewer than `parallelism` calls are open and the rule leaves a slot: tf.data's does
/// while fewer than `parallelism` are taken. An ordered map's first slot leaves the line as soon as the consumer waits
/// for it, finished or not, so that `parallelism` further ones may follow.
struct ParallelCalls<Rule: SlotRule> {
    private let call: MapCall
    private let isOrdered: Bool
    private let isTuned: Bool
    private let initialParallelism: Int
    private var parallelism: Int
    private var slots = Deque<CallSlot>()
    private var finishedSlots = 0
    private var openCalls = 0
    private var nextNumber: Int64 = 0
    private var isPulling = false
    private var isDemanded = false
    /// The slot that left the line unfinished because the consumer waits for it.
    private var awaited: Int64?
    private var ending: Ending?
    /// Whether what is still on its way is of no use.
    private var hasFailed = false

    /// - Parameters:
    ///   - parallelism: calls at a time; at first, if it is tuned.
    ///   - isTuned: whether a tuner changes it.
    init(call: MapCall, parallelism: Int, isTuned: Bool, isOrdered: Bool) {
        self.call = call
        self.isTuned = isTuned
        initialParallelism = parallelism
        self.parallelism = parallelism
        self.isOrdered = isOrdered
    }

    mutating func demand(_ actions: inout Actions) {
        isDemanded = true
        pullIfRoom(&actions)
        answer(&actions)
        pullIfRoom(&actions)
        noteRoom(&actions)
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        isPulling = false
        if hasFailed { return actions.discard(element) }
        actions.perform(element, at: call.place, token: nextNumber - 1)
        pullIfRoom(&actions)
        noteRoom(&actions)
    }

    /// The upstream delivers what was pulled, and has no more.
    mutating func lastElement(_ element: Element, _ actions: inout Actions) {
        ending = .exhausted
        self.element(element, &actions)
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) {
        openCalls -= 1
        if hasFailed { return actions.discard(work.element) }
        let result = call.result(work.element)
        if awaited == work.token {
            awaited = nil
            isDemanded = false
            actions.emit(result)
        } else {
            finish(CallSlot(number: work.token, result: result))
            actions.hold(result)
            answer(&actions)
        }
        pullIfRoom(&actions)
        noteRoom(&actions)
    }

    /// The failure takes the place of the result: what comes before it is delivered.
    mutating func workFailed(_ work: Work, _ failure: Failure, _ actions: inout Actions) {
        openCalls -= 1
        if hasFailed { return }
        if awaited == work.token {
            giveUp(failure, &actions)
        } else {
            finish(CallSlot(number: work.token, failure: failure))
            answer(&actions)
        }
        noteRoom(&actions)
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        if !hasFailed { stop(.exhausted, &actions) }
    }

    /// What is under way is delivered first.
    mutating func failed(_ failure: Failure, _ actions: inout Actions) {
        if !hasFailed { stop(.failed(failure), &actions) }
    }

    mutating func reset(_ actions: inout Actions) {
        giveUpSlots(&actions)
        finishedSlots = 0
        openCalls = 0
        isPulling = false
        isDemanded = false
        hasFailed = false
        ending = nil
        parallelism = initialParallelism
        noteRoom(&actions)
    }

    /// The consumer comes to a call that failed: what follows is of no use.
    private mutating func giveUp(_ failure: Failure, _ actions: inout Actions) {
        giveUpSlots(&actions)
        hasFailed = true
        isDemanded = false
        ending = .failed(failure)
        actions.fail(failure)
    }

    private mutating func giveUpSlots(_ actions: inout Actions) {
        for slot in slots where slot.isFinished && slot.failure == nil { actions.drop(slot.result) }
        slots.removeAll(keepingCapacity: true)
        awaited = nil
    }

    var tunedValue: Int? { isTuned ? parallelism : nil }

    mutating func parameterChanged(to value: Int, _ actions: inout Actions) {
        parallelism = value
        if nextNumber > 0 { pullIfRoom(&actions) }
        noteRoom(&actions)
    }

    private mutating func pullIfRoom(_ actions: inout Actions) {
        guard !isPulling, ending == nil, openCalls < parallelism, hasFreeSlot else { return }
        isPulling = true
        openCalls += 1
        slots.append(CallSlot(number: nextNumber))
        nextNumber += 1
        actions.pull()
    }

    /// Ahead of its consumer where every slot has a result, and the consumer does not wait for an older one.
    ///
    /// While an older call is waited for, those that are done keep their slots, and others cannot begin.
    @inline(__always)
    private func noteRoom(_ actions: inout Actions) {
        actions.isAhead(finishedSlots >= parallelism && !isDemanded)
        guard isOrdered else { return }
        let isHeldBack = awaited != nil && ending == nil && slots.count >= parallelism
        actions.holdBack(isHeldBack ? max(0, parallelism - openCalls) : 0)
    }

    @inline(__always)
    private var hasFreeSlot: Bool {
        let headIsAwaited = awaited != nil
        return Rule.leavesSlot(
            SlotUse(
                taken: slots.count, parallelism: parallelism, headIsAwaited: headIsAwaited,
                isBlocked: isDemanded && (headIsAwaited || finishedSlots == 0)))
    }

    /// The slot made for the pull that found the end is taken back.
    private mutating func stop(_ ending: Ending, _ actions: inout Actions) {
        self.ending = ending
        if isPulling {
            isPulling = false
            openCalls -= 1
            if awaited == nextNumber - 1 { awaited = nil } else { remove(at: index(of: nextNumber - 1)) }
        }
        answer(&actions)
        noteRoom(&actions)
    }

    /// Answers a waiting consumer with the first slot (ordered) or the first finished one.
    private mutating func answer(_ actions: inout Actions) {
        guard isDemanded, awaited == nil else { return }
        if isOrdered {
            guard let head = slots.popFirst() else { return announceEnding(&actions) }
            guard head.isFinished else { return awaited = head.number }
            deliver(head, &actions)
        } else if let index = firstFinished {
            let slot = slots[index]
            remove(at: index)
            deliver(slot, &actions)
        } else if slots.isEmpty {
            announceEnding(&actions)
        }
    }

    private mutating func deliver(_ slot: CallSlot, _ actions: inout Actions) {
        finishedSlots -= 1
        if let failure = slot.failure { return giveUp(failure, &actions) }
        isDemanded = false
        actions.release(slot.result)
        actions.emit(slot.result)
    }

    private mutating func announceEnding(_ actions: inout Actions) {
        guard let ending else { return }
        isDemanded = false
        ending.announce(&actions)
    }

    private mutating func finish(_ slot: CallSlot) {
        slots[index(of: slot.number)] = slot
        finishedSlots += 1
    }

    /// The slots of an ordered map are consecutive; those of an unordered one are in no order.
    private func index(of number: Int64) -> Int {
        if isOrdered { return Int(number - slots[0].number) }
        guard let index = slots.firstIndex(where: { $0.number == number }) else {
            preconditionFailure("a call was completed twice")
        }
        return index
    }

    /// Where the finished slot with the lowest number is.
    private var firstFinished: Int? {
        guard finishedSlots > 0 else { return nil }
        var best: Int?
        var lowest = Int64.max
        for index in 0..<slots.count where slots[index].number < lowest && slots[index].isFinished {
            best = index
            lowest = slots[index].number
        }
        return best
    }

    /// Removes a slot by putting the last in its place: only the numbers tell the order of an unordered map's slots.
    private mutating func remove(at index: Int) {
        slots.swapAt(index, slots.count - 1)
        slots.removeLast()
    }
}

/// A call, and its result until that is delivered.
///
/// Without holes: a copy of what surrounds a hole is slow.
private struct CallSlot: BitwiseCopyable {
    private static let runs: Int32 = 0
    private static let succeeded: Int32 = 1
    private static let failed: Int32 = 2

    let number: Int64
    private(set) var result = Element(sample: 0, bytes: 0, epoch: 0)
    private let state: Int32
    private var failureCode: Int32 = 0

    /// A call that runs.
    init(number: Int64) {
        self.number = number
        state = Self.runs
    }

    init(number: Int64, result: Element) {
        self.number = number
        self.result = result
        state = Self.succeeded
    }

    init(number: Int64, failure: Failure) {
        self.number = number
        state = Self.failed
        failureCode = failure.code
    }

    var isFinished: Bool { state != Self.runs }

    /// Why there is no result, if the call failed.
    var failure: Failure? { state == Self.failed ? Failure(code: failureCode) : nil }
}
