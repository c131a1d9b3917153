import DequeModule

/// The buffer of a background thread that keeps elements ready, first in, first out.
///
/// The thread gets one element at a time, and only while fewer than `limit` are ready; it begins at the first demand.
struct ReadyBuffer {
    private var limit: Int
    /// Governs the limit when it is automatic.
    private var autotuner: PrefetchAutotuner?
    private var ready = Deque<Element>()
    private var hasBegun = false
    private var isGetting = false
    private var isDemanded = false
    private var ending: Ending?

    init(limit: Int) { self.limit = limit }

    init(autotuner: PrefetchAutotuner) {
        limit = autotuner.limit
        self.autotuner = autotuner
    }

    /// A buffer of `limit` elements, or of as many as prove useful when `limit` is nil.
    init(limit: Int?, _ context: StageContext) {
        if let limit {
            self.init(limit: limit)
        } else {
            self.init(autotuner: PrefetchAutotuner(ramBudgetBytes: context.ramBudgetBytes))
        }
    }

    /// What an automatic limit has come to.
    var tunedLimit: Int? { autotuner?.limit }

    /// The consumer asks for an element.
    mutating func demand(_ actions: inout Actions) {
        hasBegun = true
        isDemanded = true
        if ready.isEmpty && ending == nil { tuneLimit(ready: 0) }
        goOn(&actions)
    }

    /// The thread has got an element.
    mutating func add(_ element: Element, _ actions: inout Actions) {
        isGetting = false
        ready.append(element)
        autotuner?.added(element)
        actions.hold(element)
        goOn(&actions)
    }

    /// The thread will get no more.
    mutating func stop(_ ending: Ending, _ actions: inout Actions) {
        isGetting = false
        self.ending = ending
        goOn(&actions)
    }

    /// Back to the beginning; what is ready is thrown away.
    mutating func reset(_ actions: inout Actions) {
        for element in ready { actions.drop(element) }
        self = autotuner.map { ReadyBuffer(autotuner: $0.restarted) } ?? ReadyBuffer(limit: limit)
        actions.isAhead(false)
    }

    /// More or less room from now on; an automatic limit goes by its own rule alone.
    mutating func setLimit(_ limit: Int, _ actions: inout Actions) {
        guard autotuner == nil else { return }
        self.limit = limit
        if hasBegun { goOn(&actions) }
    }

    private mutating func goOn(_ actions: inout Actions) {
        answer(&actions)
        getIfRoom(&actions)
        actions.isAhead(ready.count >= limit)
    }

    private mutating func answer(_ actions: inout Actions) {
        guard isDemanded else { return }
        let count = ready.count
        if let element = ready.popFirst() {
            if autotuner != nil { tuneLimit(ready: count) }
            isDemanded = false
            actions.release(element)
            actions.emit(element)
        } else if let ending {
            isDemanded = false
            ending.announce(&actions)
        }
    }

    private mutating func getIfRoom(_ actions: inout Actions) {
        guard !isGetting, ending == nil, ready.count < limit else { return }
        isGetting = true
        actions.pull()
    }

    /// The consumer begins to wait, or takes one of those that are ready.
    private mutating func tuneLimit(ready count: Int) {
        autotuner?.record(ready: count)
        if let tunedLimit { limit = tunedLimit }
    }
}
