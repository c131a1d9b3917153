import BasicContainers

/// The integral over time of a number that changes at instants, as it is at each of some cuts.
///
/// Changes come in the order of their times, but sooner than the cuts before them: they wait until those are known.
/// Sums wrap around; differences of them are right as long as an integral fits into 63 bits: level × 292 years.
struct LevelTrack: ~Copyable {
    struct Change: TimedRecord {
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

    /// Goes on as far as the cuts are known.
    ///
    /// - Parameter isOver: whether all changes have come.
    mutating func advance(_ cuts: borrowing Cuts, isOver: Bool = false) {
        while atCuts.count < cuts.times.count {
            let time = cuts.times[atCuts.count].time
            take(upTo: time)
            // More changes before it may yet come.
            if pending.isEmpty && !isOver { return }
            atCuts.append(integral(at: time))
        }
        take(upTo: isOver ? .max : cuts.latest)
    }

    /// The integral up to an instant after which nothing has changed.
    func integral(at time: Int64) -> Int64 { level &* time &- moment }

    @inline(__always)
    private mutating func take(upTo latest: Int64) {
        var (level, moment) = (level, moment)
        pending.takeAll(upTo: latest) {
            level &+= $0.difference
            moment &+= $0.difference &* $0.time
        }
        (self.level, self.moment) = (level, moment)
    }
}
