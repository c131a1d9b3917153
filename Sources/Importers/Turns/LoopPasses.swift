import Measurements

/// The passes over the data among a loop's loads: which loads brought no batch, or none for a step.
///
/// The call that ends an epoch is a load too, and what follows is no step: the loop asks for the next iterator.
struct LoopPasses {
    /// Places of the loads that begin no turn.
    private(set) var withoutTurn: Set<Int> = []
    /// Whether passes are of different lengths, as those of a training loader and one for validation are.
    private(set) var areMixed = false

    /// - Parameters:
    ///   - loads: of the loop's thread, by their beginning.
    ///   - marks: turns that a profiler has marked there, by their beginning.
    ///   - draws: when a number was drawn there, as by each new iterator.
    ///   - operations: when another operation began there.
    ///   - isOwn: whether the loop makes its batches itself.
    init(
        _ loads: [LoopEvents.Span], marks: [LoopEvents.Span], draws: [Double], operations: [Double], isOwn: Bool
    ) {
        if let beside = Self.besideLast(loads, marks) {
            withoutTurn = beside
            return
        }
        let rests = zip(loads, loads.dropFirst()).map { Rest(load: $0, end: $1.start) }
        var ends = Self.beforeIterators(rests, draws: draws, operations: operations)
        if isOwn { ends.formUnion(Self.empty(rests)) }
        withoutTurn = ends
        areMixed = Self.haveDifferentLengths(ends.sorted(), loads: loads.count)
    }

    /// From the end of a load to the next one.
    private struct Rest {
        let load: LoopEvents.Span
        let end: Double

        var seconds: Double { end - load.end }
    }

    /// Of a mark's loads the last is that of its step: the others; nil where marks do not usually have one.
    private static func besideLast(_ loads: [LoopEvents.Span], _ marks: [LoopEvents.Span]) -> Set<Int>? {
        var loadsOfMarks: [Range<Int>] = []
        var next = 0
        for mark in marks {
            while next < loads.count, loads[next].start < mark.start { next += 1 }
            let first = next
            while next < loads.count, loads[next].start < mark.end { next += 1 }
            if next > first { loadsOfMarks.append(first..<next) }
        }
        guard loadsOfMarks.map(\.count).lowerMedian == 1 else { return nil }
        return Set(loadsOfMarks.flatMap { $0.dropLast() })
    }

    /// Loads after which nothing was done but to make an iterator: it draws a seed, with three more operations.
    private static func beforeIterators(_ rests: [Rest], draws: [Double], operations: [Double]) -> Set<Int> {
        let (draws, operations) = (counts(of: draws, in: rests), counts(of: operations, in: rests))
        let fewest = max(3, (operations.lowerMedian ?? 0) / 2)
        let found = rests.indices.filter { draws[$0] > 0 && operations[$0] <= fewest }
        // Where most are so, it is the steps that draw.
        return 2 * found.count < rests.count ? Set(found) : []
    }

    private static func counts(of times: [Double], in rests: [Rest]) -> [Int] {
        let times = times.sorted()
        var next = 0
        return rests.map { rest in
            while next < times.count, times[next] < rest.load.end { next += 1 }
            let first = next
            while next < times.count, times[next] < rest.end { next += 1 }
            return next - first
        }
    }

    /// Loads that took next to no time, followed by much less or much more than a step.
    private static func empty(_ rests: [Rest]) -> Set<Int> {
        let load = rests.map(\.load.seconds).median
        let rest = rests.map(\.seconds).median
        return Set(
            rests.indices.filter { place in
                let seconds = rests[place].seconds
                return rests[place].load.seconds < load / 20 && (seconds < rest / 4 || seconds > 4 * rest)
            })
    }

    /// The first pass may have begun before the trace, and the last may go on after it.
    private static func haveDifferentLengths(_ ends: [Int], loads: Int) -> Bool {
        let lengths = zip([-1] + ends, ends).map { $1 - $0 - 1 }
        let whole = lengths.dropFirst()
        guard let length = whole.first, let first = lengths.first, let end = ends.last else { return false }
        return whole.contains { $0 != length } || first > length || loads - end - 1 > length + 1
    }
}
