import CGSL

/// Ascending values divided into the groups that a histogram shows as bins.
///
/// About 2·n^(2/5) groups of as many values each resolve a shape without showing each value. The outermost are halved
/// until they hold two or three values, so that a long tail is not spread evenly over its length. Equal values stay
/// together: where they are more than a group holds they are a group. Groups with a wide gap inside are divided there,
/// and groups whose values lie so unevenly that the histogram's mean would suffer are halved.
///
/// - Source: number: Mann and Wald (1942), "On the choice of the number of class intervals in the application of the
///   chi-square test", Annals of Mathematical Statistics 13(3).
struct ValueGroups {
    /// Where groups begin, ascending from 0, and the number of values.
    private(set) var boundaries: [Int] = []
    private let values: [Double]
    /// The standard error of the values' sum.
    private let sumError: Double

    /// Relative distance up to which values count as equal: rounding of sums and units.
    private static let smallestStep = 1e-9
    /// Distance up to which values near zero do, in any unit.
    private static let smallestQuantity = 1e-30
    /// By how many of its standard errors one bin may move the mean of all values.
    private static let largestMove = 0.02

    init(_ values: [Double]) {
        self.values = values
        let mean = values.reduce(0, +) / Double(values.count)
        sumError = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot()
        let whole = Self.distinct([0, values.count] + evenBoundaries.flatMap(besideEqualValues))
        let divided = zip(whole, whole.dropFirst()).flatMap { divisions(from: $0, to: $1) }
        boundaries = Self.distinct(whole + divided)
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

    /// Boundaries inside a group of four values or more.
    private func divisions(from start: Int, to end: Int) -> [Int] {
        guard end - start >= 4, let division = wideGap(from: start, to: end) ?? uneven(from: start, to: end) else {
            return []
        }
        return [division] + divisions(from: start, to: division) + divisions(from: division, to: end)
    }

    /// A gap wider than half of a group, its distance to the next groups included.
    private func wideGap(from start: Int, to end: Int) -> Int? {
        let first = max(1, start)
        let last = min(values.count - 1, end)
        var widest = first
        for index in first...last where values[index] - values[index - 1] > values[widest] - values[widest - 1] {
            widest = index
        }
        let isWide = values[widest] - values[widest - 1] > (values[last] - values[first - 1]) / 2
        return isWide && isStep(widest) && widest > start && widest < end ? widest : nil
    }

    /// The middle of a group, if its values are far from even.
    private func uneven(from start: Int, to end: Int) -> Int? {
        let middle = start + (end - start) / 2
        let ends = edge(start) + edge(end)
        let move = values[start..<end].reduce(0, +) - Double(end - start) * ends / 2
        return move.magnitude > Self.largestMove * sumError && isStep(middle) ? middle : nil
    }

    /// Where two groups meet.
    private func edge(_ boundary: Int) -> Double {
        let before = values[max(0, boundary - 1)]
        return before + (values[min(boundary, values.count - 1)] - before) / 2
    }
}
