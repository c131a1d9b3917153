import BasicContainers

/// What has a place in time (ns).
protocol TimedRecord: BitwiseCopyable {
    var time: Int64 { get }
}

/// Records in the order of their times, that wait until others have come as far: added at the end, taken from the front.
///
/// A plain array with a head, for speed: the front is removed once it is half of it.
struct Line<Record: TimedRecord>: ~Copyable {
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
        drop(head + 1)
        return first
    }

    /// Takes as many as there are, or fewer, from the front.
    @inline(__always)
    mutating func removeFirst(_ count: Int) { drop(head + count) }

    /// Takes all up to a time from the front.
    @inline(__always)
    mutating func takeAll(upTo latest: Int64, _ take: (Record) -> Void) {
        let place = look(upTo: latest, take)
        if place > head { drop(place) }
    }

    /// - Returns: the place in the array after the last that has been looked at.
    @inline(__always)
    private func look(upTo latest: Int64, _ look: (Record) -> Void) -> Int {
        var place = head
        let span = records.span
        while place < span.count, span[place].time <= latest {
            look(span[place])
            place += 1
        }
        return place
    }

    mutating func removeAll() {
        records.removeAll(keepingCapacity: true)
        head = 0
    }

    /// The front has been taken up to a place in the array.
    @inline(__always)
    private mutating func drop(_ place: Int) {
        head = place
        if head == records.count { removeAll() } else if head >= 64, head * 2 >= records.count { removeTaken() }
    }

    @inline(never)
    private mutating func removeTaken() {
        records.removeSubrange(0..<head)
        head = 0
    }
}
