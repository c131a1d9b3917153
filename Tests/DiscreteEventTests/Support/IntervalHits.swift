import Testing

/// Collects intervals and judges how many of them miss.
///
/// Any one 99 % interval misses its target once in a hundred times though nothing is wrong, so what is tested is the
/// *number* of misses: it must not exceed the 99.9 % quantile of the binomial distribution.
struct IntervalHits {
    private var count = 0
    private var misses: [String] = []

    /// Student's t, 9 degrees of freedom, 99.5 %.
    private static let quantile = 3.249835541592126

    /// Runs ten independent replications and compares their 99 % interval with the exact value.
    mutating func check(_ name: String, exact: Double, replication: (inout TestDraws) -> Double) {
        let values = (0..<10).map { index in
            var draws = TestDraws(name: name, replication: index)
            return replication(&draws)
        }
        let mean = values.reduce(0, +) / 10
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 9
        let halfWidth = Self.quantile * (variance / 10).squareRoot()
        count += 1
        if !(abs(mean - exact) <= halfWidth) { misses.append("\(name): \(mean) ± \(halfWidth), exact \(exact)") }
    }

    /// Expects as few misses as chance allows, and at least `minimum` intervals.
    func expectFewMisses(atLeast minimum: Int, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(count >= minimum, sourceLocation: sourceLocation)
        #expect(
            misses.count <= Self.allowedMisses(of: count), "\(misses.joined(separator: "\n"))",
            sourceLocation: sourceLocation)
    }

    /// The 99.9 % quantile of the number of misses among `count` intervals that each miss with probability 1 %.
    static func allowedMisses(of count: Int) -> Int {
        var probability = (0..<count).reduce(1.0) { product, _ in product * 0.99 }
        var total = probability
        var misses = 0
        while total < 0.999 {
            probability *= Double(count - misses) / Double(misses + 1) * 0.01 / 0.99
            total += probability
            misses += 1
        }
        return misses
    }
}
