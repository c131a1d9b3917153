import BasicContainers

/// What has become of the bytes behind elements, for a backend that moves real ones.
public enum ContentChange: BitwiseCopyable, Sendable, Equatable {
    /// An element is the next member of a batch, and is no more by itself.
    case joined(Int64, batch: Int64)
    /// A second element has the same bytes.
    case shared(Int64, copy: Int64)
    /// Nobody needs the bytes any more.
    case discarded(Int64)
}

/// Numbers the contents of elements, and notes what becomes of them, once a backend has asked for it.
struct ContentNumbers: ~Copyable {
    var isTracking = false
    /// Changes that the backend has not taken yet, in order.
    var changes = UniqueArray<ContentChange>()
    private var last: Int64 = 0

    /// The element, with a number of its own if it has none.
    @inline(__always)
    mutating func numbered(_ element: Element) -> Element {
        guard isTracking, element.content == 0 else { return element }
        return numberedAnew(element)
    }

    mutating func discard(_ element: Element) {
        guard isTracking, element.content != 0 else { return }
        changes.append(.discarded(element.content))
    }

    mutating func share(_ element: Element) -> Element {
        guard isTracking, element.content != 0 else { return element }
        let copy = numberedAnew(element)
        changes.append(.shared(element.content, copy: copy.content))
        return copy
    }

    mutating func join(_ members: [Element]) -> Element {
        var batch = members[0]
        for member in members.dropFirst() { batch.join(member) }
        guard isTracking else { return batch }
        batch = numberedAnew(batch)
        for member in members where member.content != 0 {
            changes.append(.joined(member.content, batch: batch.content))
        }
        return batch
    }

    private mutating func numberedAnew(_ element: Element) -> Element {
        last += 1
        var numbered = element
        numbered.content = last
        return numbered
    }
}
