import CGSL

/// Ascending values divided into the groups that a histogram shows as bins.
///
/// About 2·n^(2/5) groups of as many values each resolve a shape without showing each value. The outermost are halved
/// until they hold two or three values, so that a long tail is not spread evenly over its length. Equal values stay
/// together: where they are more than a group holds they are a group. Groups with a wide gap inside are divided there.
///
/// - Source: number: Mann and Wald (1942), "On the choice of the number of class intervals in the application of the
///   chi-square test", Annals of Mathematical Statistics 13(3).
struct ValueGroups {
    /// Where groups begin, ascending from 0, and the number of values.
    private(set) var boundaries: [Int] = []
    private let values: [Double]

    /// Relative distance up to which values count as equal: rounding of sums and units.
    private static let smallestStep = 1e-9
    /// Distance up to which values near zero do, in any unit.
    private static let smallestQuantity = 1e-30

    init(_ values: [Double]) {
        self.values = values
        let whole = Self.distinct([0, values.count] + evenBoundaries.flatMap(besideEqualValues))
        let wide = zip(whole, whole.dropFirst()).flatMap { gaps(from: $0, to: $1) }
        boundaries = Self.distinct(whole + wide)
    }

    /// Whether the values on both sides of a boundary are further apart than those of one of the groups there.
    func isGap(at boundary: Int) -> Bool {
        guard let position = boundaries.firstIndex(of: boundary), position > 0, position + 1 < boundaries.count
        else { return false }
        let before = values[boundary - 1] - values[boundaries[position - 1]]
        let after = values[boundaries[position + 1] - 1] - values[boundary]
        return values[boundary] - values[boundary - 1] > min(before, after)
    }

    private static func distinct(_ boundaries: [Int]) -> [Int] {
        var ascending: [Int] = []
        for boundary in boundaries.sorted() where boundary != ascending.last { ascending.append(boundary) }
        return ascending
    }

    private var evenBoundaries: [Int] {
        let count = Double(values.count)
        let groups = max(2, Int((2 * overlap_exp(0.4 * overlap_log(count))).rounded()))
        var boundaries = (1..<groups).map { Int((count * Double($0) / Double(groups)).rounded()) }
        var outermost = boundaries[0] / 2
        while outermost >= 2 {
            boundaries += [outermost, values.count - outermost]
            outermost /= 2
        }
        return boundaries.filter { $0 > 0 && $0 < values.count }
    }

    private func isStep(_ index: Int) -> Bool {
        values[index] - values[index - 1] > max(Self.smallestStep * values[index], Self.smallestQuantity)
    }

    /// A boundary, or the ends of the run of equal values that it would divide.
    private func besideEqualValues(_ boundary: Int) -> [Int] {
        var start = boundary
        while start > 0, !isStep(start) { start -= 1 }
        var end = boundary
        while end < values.count, !isStep(end) { end += 1 }
        return [start, end]
    }

    /// Boundaries at gaps wider than half of a group of four values or more, its distance to the next group included.
    private func gaps(from start: Int, to end: Int) -> [Int] {
        guard end - start >= 4 else { return [] }
        let first = max(1, start)
        let last = min(values.count - 1, end)
        var widest = first
        for index in first...last where values[index] - values[index - 1] > values[widest] - values[widest - 1] {
            widest = index
        }
        let extent = values[last] - values[first - 1]
        let isWide = values[widest] - values[widest - 1] > extent / 2
        guard isWide, isStep(widest), widest > start, widest < end else { return [] }
        return [widest] + gaps(from: start, to: widest) + gaps(from: widest, to: end)
    }
}
