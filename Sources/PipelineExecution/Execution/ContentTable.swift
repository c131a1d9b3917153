import Pipelines

/// The bytes behind the elements of one pipeline, by the numbers that the engine gives them.
struct ContentTable {
    /// What one element holds.
    struct Content: Sendable {
        /// Its samples' bytes, one after the other.
        var samples: [SampleBytes] = []
        /// Its copy in the accelerator's memory.
        var onDevice: (any DeviceBatch)?
    }

    private var contents: [Int64: Content] = [:]

    /// Elements that hold something.
    var count: Int { contents.count }

    subscript(element: Element) -> Content {
        get { contents[element.content] ?? Content() }
        set { contents[element.content] = newValue }
    }

    /// The element is no more.
    mutating func remove(_ element: Element) { contents[element.content] = nil }

    mutating func apply(_ change: ContentChange) {
        switch change {
        case .joined(let member, let batch):
            if let content = contents.removeValue(forKey: member) {
                contents[batch, default: Content()].samples += content.samples
            }
        case .shared(let content, let copy): contents[copy] = contents[content]
        case .discarded(let content): contents[content] = nil
        }
    }
}
