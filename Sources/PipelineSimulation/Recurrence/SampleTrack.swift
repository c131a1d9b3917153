import BasicContainers

/// Samples that a stage has made, as their number is at each of some cuts.
struct SampleTrack: ~Copyable {
    struct Made: BitwiseCopyable {
        var happening: Happening
        var samples: Int64
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
    @inline(__always)
    mutating func advance(_ cuts: borrowing Cuts) {
        while !pending.isEmpty {
            while atCuts.count < cuts.times.count, isAfterNextCut(cuts) { atCuts.append(total) }
            guard pending[0].happening.time <= cuts.latest else { return }
            take()
        }
    }

    /// All samples have been made.
    mutating func finish(_ cuts: borrowing Cuts) {
        while !pending.isEmpty {
            while atCuts.count < cuts.times.count, isAfterNextCut(cuts) { atCuts.append(total) }
            take()
        }
        while atCuts.count < cuts.times.count { atCuts.append(total) }
    }

    @inline(__always)
    private mutating func isAfterNextCut(_ cuts: borrowing Cuts) -> Bool {
        if let isBefore = cuts.times[atCuts.count].isBefore(pending[0].happening) { return isBefore }
        isAmbiguous = true
        return false
    }

    @inline(__always)
    private mutating func take() { total += pending.removeFirst().samples }
}
