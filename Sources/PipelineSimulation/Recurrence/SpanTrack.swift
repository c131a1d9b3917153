import BasicContainers

/// How long something goes on, as it is at each of some cuts: spans one after the other.
///
/// They come in the order of their times, but sooner than the cuts before them: they wait until those are known.
struct SpanTrack: ~Copyable {
    struct Span: TimedRecord {
        var begin: Int64
        var time: Int64
    }

    private var pending = Line<Span>()
    /// Of all spans that have been taken (ns).
    private var total: Int64 = 0
    /// The time at each cut so far (ns).
    private(set) var atCuts = UniqueArray<Int64>()

    @inline(__always)
    mutating func add(from begin: Int64, to end: Int64) {
        if begin < end { pending.append(Span(begin: begin, time: end)) }
    }

    /// Goes on as far as the cuts are known.
    ///
    /// - Parameter isOver: whether all spans have come.
    mutating func advance(_ cuts: borrowing Cuts, isOver: Bool = false) {
        while atCuts.count < cuts.times.count {
            let time = cuts.times[atCuts.count].time
            take(upTo: time)
            // One that has begun by then may yet come.
            if pending.isEmpty && !isOver { return }
            atCuts.append(nanoseconds(at: time))
        }
        take(upTo: isOver ? .max : cuts.latest)
    }

    /// The time up to an instant, at or after the end of all spans that have been taken.
    func nanoseconds(at time: Int64) -> Int64 {
        pending.isEmpty ? total : total + max(0, min(pending[0].time, time) - pending[0].begin)
    }

    @inline(__always)
    private mutating func take(upTo latest: Int64) {
        var sum = total
        pending.takeAll(upTo: latest) { sum += $0.time - $0.begin }
        total = sum
    }
}
