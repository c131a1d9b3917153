import BasicContainers

/// The integral over time of a number that changes at instants, as it is at each of some cuts.
///
/// Changes come in the order of their times, but sooner than the cuts before them: they wait until those are known.
/// Sums wrap around; differences of them are right as long as an integral fits into 63 bits: level × 292 years.
struct LevelTrack: ~Copyable {
    struct Change: BitwiseCopyable {
        var time: Int64
        var difference: Int64
    }

    private var pending = Line<Change>()
    private var level: Int64 = 0
    /// Σ difference × time.
    private var moment: Int64 = 0
    /// The integral at each cut so far.
    private(set) var atCuts = UniqueArray<Int64>()

    /// The number changes.
    @inline(__always)
    mutating func change(by difference: Int64, at time: Int64) {
        pending.append(Change(time: time, difference: difference))
    }

    /// The number is one more for a while.
    @inline(__always)
    mutating func add(from begin: Int64, to end: Int64) {
        guard begin < end else { return }
        change(by: 1, at: begin)
        change(by: -1, at: end)
    }

    /// Goes on as far as the cuts are known.
    @inline(__always)
    mutating func advance(_ cuts: borrowing Cuts) {
        while !pending.isEmpty {
            let time = pending[0].time
            while atCuts.count < cuts.times.count, cuts.times[atCuts.count].time < time { cut(cuts) }
            guard time <= cuts.latest else { return }
            take()
        }
    }

    /// All changes have come.
    mutating func finish(_ cuts: borrowing Cuts) {
        while !pending.isEmpty {
            while atCuts.count < cuts.times.count, cuts.times[atCuts.count].time < pending[0].time { cut(cuts) }
            take()
        }
        while atCuts.count < cuts.times.count { cut(cuts) }
    }

    /// The integral up to an instant after which nothing has changed.
    func integral(at time: Int64) -> Int64 { level &* time &- moment }

    private mutating func cut(_ cuts: borrowing Cuts) { atCuts.append(integral(at: cuts.times[atCuts.count].time)) }

    @inline(__always)
    private mutating func take() {
        let change = pending.removeFirst()
        level &+= change.difference
        moment &+= change.difference &* change.time
    }
}
