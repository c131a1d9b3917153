/// The point of a variant that a planner looks for: the smallest whose throughput is nearly the best.
public struct SufficientPoint: Sendable {
    /// How much less than the best is enough.
    public static let tolerance = 0.01

    /// The variant.
    public let variant: String
    /// Position of the smallest point that is within the tolerance, among all results.
    public let smallest: Int
    /// Position of the fastest.
    public let best: Int
    /// Positions of all points of the variant.
    public let all: [Int]
    /// Positions of those that are within the tolerance, the smallest first.
    public let sufficient: [Int]

    /// Whether no other point comes near the best, and none that was swept is larger: the curve may rise further.
    public let mayRise: Bool

    /// One for each variant that has a throughput.
    ///
    /// Points are compared by their first parameter, then by the second, and so on: by number, and words as they were
    /// given.
    ///
    /// - Parameters:
    ///   - results: of all points of a sweep.
    ///   - grid: whose points they are.
    public static func all(_ results: [SweepResult], of grid: SweepGrid) -> [SufficientPoint] {
        var variants: [String] = []
        for result in results where variants.last != result.point.variant { variants.append(result.point.variant) }
        let order = order(results, of: grid)
        return variants.compactMap { variant in
            let own = order.filter { results[$0].point.variant == variant }
            return SufficientPoint(variant, own, results.map(\.samplesPerSecond))
        }
    }

    /// - Parameters:
    ///   - order: positions of the variant's points, the smallest first.
    ///   - rates: of all points.
    private init?(_ variant: String, _ order: [Int], _ rates: [Double?]) {
        func rate(_ position: Int) -> Double { rates[position] ?? 0 }
        // Of equal ones the smallest, whatever the last digit of a sum is.
        guard let highest = order.map(rate).max(), highest > 0,
            let best = order.first(where: { rate($0) >= highest * (1 - 1e-9) })
        else { return nil }
        sufficient = order.filter { rate($0) >= rate(best) * (1 - Self.tolerance) }
        guard let smallest = sufficient.first else { return nil }
        self.variant = variant
        self.smallest = smallest
        self.best = best
        all = order
        mayRise = smallest == order.last && order.count > 1
    }

    /// Positions of results, the smallest first.
    private static func order(_ results: [SweepResult], of grid: SweepGrid) -> [Int] {
        let keys = results.map { result in
            zip(grid.axes, result.point.indices).map { axis, index in axis.numbers?[index] ?? Double(index) }
        }
        return results.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
    }
}
