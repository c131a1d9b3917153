import DequeModule

/// The buffer of a background thread that keeps elements ready, first in, first out.
///
/// The thread gets one element at a time, and only while fewer than `limit` are ready; it begins at the first demand.
struct ReadyBuffer {
    private var limit: Int
    private var ready = Deque<Element>()
    private var hasBegun = false
    private var isGetting = false
    private var isDemanded = false
    private var ending: Ending?

    init(limit: Int) { self.limit = limit }

    /// The consumer asks for an element.
    mutating func demand(_ actions: inout Actions) {
        hasBegun = true
        isDemanded = true
        answer(&actions)
        getIfRoom(&actions)
    }

    /// The thread has got an element.
    mutating func add(_ element: Element, _ actions: inout Actions) {
        isGetting = false
        ready.append(element)
        actions.hold(element)
        answer(&actions)
        getIfRoom(&actions)
    }

    /// The thread will get no more.
    mutating func stop(_ ending: Ending, _ actions: inout Actions) {
        isGetting = false
        self.ending = ending
        answer(&actions)
    }

    /// Back to the beginning; what is ready is thrown away.
    mutating func reset(_ actions: inout Actions) {
        for element in ready { actions.release(element) }
        self = ReadyBuffer(limit: limit)
    }

    /// More or less room from now on.
    mutating func setLimit(_ limit: Int, _ actions: inout Actions) {
        self.limit = limit
        if hasBegun { getIfRoom(&actions) }
    }

    private mutating func answer(_ actions: inout Actions) {
        guard isDemanded else { return }
        if let element = ready.popFirst() {
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
}
