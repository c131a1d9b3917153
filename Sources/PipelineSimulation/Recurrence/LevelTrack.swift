import BasicContainers

/// The integral over time of a number that changes at instants, as it is at each of some cuts.
///
/// Changes come in the order of their times, but sooner than the cuts before them: they wait until those are known.
/// Sums wrap around; differences of them are right as long as an integral fits into 63 bits: level × 292 years.
struct LevelTrack: ~Copyable {
    private struct Change: BitwiseCopyable {
        var time: Int64
        var difference: Int64
    }

    private var pending = UniqueArray<Change>()
    private var head = 0
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
        while head < pending.count {
            let time = pending[head].time
            while atCuts.count < cuts.times.count, cuts.times[atCuts.count].time < time { cut(cuts) }
            guard time <= cuts.latest else { return removeOld() }
            take()
        }
        pending.removeAll(keepingCapacity: true)
        head = 0
    }

    /// All changes have come.
    mutating func finish(_ cuts: borrowing Cuts) {
        while head < pending.count {
            while atCuts.count < cuts.times.count, cuts.times[atCuts.count].time < pending[head].time { cut(cuts) }
            take()
        }
        while atCuts.count < cuts.times.count { cut(cuts) }
        pending.removeAll(keepingCapacity: true)
        head = 0
    }

    /// The integral up to an instant after which nothing has changed.
    func integral(at time: Int64) -> Int64 { level &* time &- moment }

    private mutating func cut(_ cuts: borrowing Cuts) { atCuts.append(integral(at: cuts.times[atCuts.count].time)) }

    /// Removes what was taken, once there is much of it.
    @inline(__always)
    private mutating func removeOld() {
        guard head >= 64, head * 2 >= pending.count else { return }
        pending.removeSubrange(0..<head)
        head = 0
    }

    @inline(__always)
    private mutating func take() {
        level &+= pending[head].difference
        moment &+= pending[head].difference &* pending[head].time
        head += 1
    }
}
