/// An operator that is switched off: elements pass in the caller's thread.
struct PassThroughStage: Stage {
    mutating func demand(_ actions: inout Actions) { actions.pull() }
    mutating func element(_ element: Element, _ actions: inout Actions) { actions.emit(element) }
    mutating func upstreamEnded(_ actions: inout Actions) { actions.end() }
    mutating func reset(_ actions: inout Actions) {}
}
