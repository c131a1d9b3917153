import BasicContainers

/// Records in the order of their times, that wait until others have come as far: added at the end, taken from the front.
///
/// A plain array with a head, for speed: the front is removed once it is half of it.
struct Line<Record: BitwiseCopyable>: ~Copyable {
    private var records = UniqueArray<Record>()
    private var head = 0

    var isEmpty: Bool { head == records.count }
    var count: Int { records.count - head }

    /// A record by its place; the first has place 0.
    subscript(place: Int) -> Record {
        @inline(__always) get { records[head + place] }
        @inline(__always) set { records[head + place] = newValue }
    }

    @inline(__always)
    mutating func append(_ record: Record) { records.append(record) }

    /// Takes the first of a line that is not empty.
    @inline(__always) @discardableResult
    mutating func removeFirst() -> Record {
        let first = records[head]
        head += 1
        if head == records.count { removeAll() } else if head >= 64, head * 2 >= records.count { removeTaken() }
        return first
    }

    mutating func removeAll() {
        records.removeAll(keepingCapacity: true)
        head = 0
    }

    @inline(never)
    private mutating func removeTaken() {
        records.removeSubrange(0..<head)
        head = 0
    }
}
