import BasicContainers

/// Samples that a stage has made, as their number is at each of some cuts.
struct SampleTrack: ~Copyable {
    struct Made: TimedRecord {
        var happening: Happening
        var samples: Int64

        var time: Int64 { happening.time }
    }

    private var pending = Line<Made>()
    /// The number so far.
    var total: Int64 = 0
    /// The number at each cut so far.
    private(set) var atCuts = UniqueArray<Int64>()
    /// Whether it cannot be told whether some were made before a cut or after.
    private(set) var isAmbiguous = false

    @inline(__always)
    mutating func add(_ samples: Int64, at happening: Happening) {
        pending.append(Made(happening: happening, samples: samples))
    }

    /// Goes on as far as the cuts are known.
    ///
    /// - Parameter isOver: whether all samples have been made.
    mutating func advance(_ cuts: borrowing Cuts, isOver: Bool = false) {
        while atCuts.count < cuts.times.count {
            take(before: cuts.times[atCuts.count])
            // More made before it may yet come.
            if pending.isEmpty && !isOver { return }
            atCuts.append(total)
        }
        take(upTo: isOver ? .max : cuts.latest)
    }

    private mutating func take(before cut: Happening) {
        take(upTo: cut.time - 1)
        while !pending.isEmpty, pending[0].time == cut.time {
            let isAfter = cut.isBefore(pending[0].happening)
            if isAfter == nil { isAmbiguous = true }
            if isAfter == true { return }
            total += pending.removeFirst().samples
        }
    }

    @inline(__always)
    private mutating func take(upTo latest: Int64) {
        var sum = total
        pending.takeAll(upTo: latest) { sum += $0.samples }
        total = sum
    }
}
