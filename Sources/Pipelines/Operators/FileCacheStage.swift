/// A cache on the disk: writes each element of the first epoch in the caller's thread before it passes it on, and reads
/// them in the following epochs.
///
/// Unlike a cache in memory it is complete only when it has seen the end of its upstream, because only then its index
/// is written; an incomplete one is deleted when its epoch is over.
struct FileCacheStage: Stage {
    private enum Role { case writing, reading }

    /// What is in the files, by the token of its work; none of its bytes are in memory.
    private var stored: [Element] = []
    private var role = Role.writing
    private var isComplete = false
    private var position = 0

    mutating func demand(_ actions: inout Actions) {
        if role == .writing { return actions.pull() }
        guard position < stored.count else { return actions.end() }
        // The file is opened for the first element; the others follow in it.
        actions.perform(stored[position], at: position == 0 ? .disk : .diskStream, token: Int64(position))
        position += 1
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        actions.perform(element, at: .diskWrite, token: Int64(stored.count))
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) {
        if role == .writing { stored.append(work.element.withoutContent) }
        actions.emit(work.element)
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        isComplete = true
        actions.end()
    }

    /// The role is chosen anew for each epoch.
    mutating func reset(_ actions: inout Actions) {
        position = 0
        role = isComplete ? .reading : .writing
        guard !isComplete else { return }
        if holdsIncompleteCache { actions.discardCache() }
        stored.removeAll()
    }

    var holdsIncompleteCache: Bool { !isComplete && !stored.isEmpty }
}
