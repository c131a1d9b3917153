import CGSL

extension EmpiricalHistogram {
    /// The bins of measured values: as many values in each, but fewer and fewer toward both ends.
    ///
    /// About 2·n^(2/5) bins resolve a shape without showing each value. The outermost are halved until they hold a value
    /// or two, so that a long tail is not spread evenly over its whole length. A value that occurs more often than a
    /// bin holds is a bin without width.
    ///
    /// - Parameter values: at least two different ones, ascending, each from 0 to 10¹².
    /// - Source: Mann and Wald (1942), "On the choice of the number of class intervals in the application of the
    ///   chi-square test", Annals of Mathematical Statistics 13(3).
    init(ascending values: [Double]) throws(DistributionError) {
        let count = values.count
        var points = [(probability: 0.0, value: values[0])]
        for cut in Self.cuts(count) {
            let (start, end) = Self.tie(at: cut, values)
            let reached = points[points.count - 1].probability
            for below in start == end ? [cut] : [start, end] {
                let probability = Double(below) / Double(count)
                guard probability > reached, below < count else { continue }
                let value = start == end ? values[cut - 1] + (values[cut] - values[cut - 1]) / 2 : values[cut]
                points.append((probability, value))
            }
        }
        points.append((1, values[count - 1]))
        try self.init(percentiles: points)
    }

    /// Numbers of values below the inner edges, ascending.
    private static func cuts(_ count: Int) -> [Int] {
        let bins = max(2, Int((2 * overlap_exp(0.4 * overlap_log(Double(count)))).rounded()))
        let inner = (1..<bins).map { Int((Double(count) * Double($0) / Double(bins)).rounded()) }
        var cuts = Set(inner.filter { $0 > 0 && $0 < count })
        var outermost = inner[0] / 2
        while outermost > 0 {
            cuts.insert(outermost)
            cuts.insert(count - outermost)
            outermost /= 2
        }
        return cuts.sorted()
    }

    /// The range of equal values that a cut would divide; empty where it divides none.
    private static func tie(at cut: Int, _ values: [Double]) -> (start: Int, end: Int) {
        guard values[cut - 1] == values[cut] else { return (cut, cut) }
        var start = cut - 1
        while start > 0, values[start - 1] == values[cut] { start -= 1 }
        var end = cut + 1
        while end < values.count, values[end] == values[cut] { end += 1 }
        return (start, end)
    }
}
