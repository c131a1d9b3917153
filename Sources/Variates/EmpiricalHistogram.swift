/// A distribution known by its bins: uniform inside each, as measured histograms and percentiles give it.
///
/// μ = Σ wᵢ(aᵢ + bᵢ)/2 and σ² = Σ wᵢ((midᵢ − μ)² + (bᵢ − aᵢ)²/12) over bins [aᵢ, bᵢ] of weight wᵢ. Percentiles are the
/// same thing: the inverse of the cumulative probability is linear between them.
public struct EmpiricalHistogram: Sendable, Equatable {
    /// The boundaries of the bins, ascending; equal neighbours stand for a single value with probability.
    public let edges: [Double]
    /// The probability of each bin; one fewer than edges, with sum 1.
    public let probabilities: [Double]

    /// A histogram of counts (or of any weights: they are divided by their sum).
    ///
    /// - Parameters:
    ///   - edges: the bins' boundaries, strictly ascending from at least 0, in the unit of the quantity.
    ///   - counts: one count per bin, none negative, not all zero.
    public init(edges: [Double], counts: [Double]) throws(DistributionError) {
        let checks = ParameterChecks("histogram")
        guard edges.count >= 2 else { throw Self.wrongLength("histogram", "edges", edges.count, "at least 2 entries") }
        guard counts.count == edges.count - 1 else {
            throw Self.wrongLength("histogram", "counts", counts.count, "\(edges.count - 1) entries, one per bin")
        }
        for (index, edge) in edges.enumerated() { try checks.nonNegative("edge \(index + 1)", edge) }
        for (index, count) in counts.enumerated() { try checks.nonNegative("count \(index + 1)", count) }
        for index in edges.indices.dropFirst() where edges[index] <= edges[index - 1] {
            throw checks.error("edge \(index + 1)", edges[index], "be greater than the one before, \(edges[index - 1])")
        }
        let total = counts.reduce(0, +)
        guard total > 0 else { throw checks.error("sum of counts", total, "be positive") }
        self.edges = edges
        probabilities = counts.map { $0 / total }
    }

    /// Measured percentiles: the quantile function is linear between the given points.
    ///
    /// The minimum (probability 0) and the maximum (probability 1) must be among them: without these nothing says how
    /// far the tails reach.
    ///
    /// - Parameter percentiles: probabilities strictly ascending from 0 to 1, values ascending (equal ones allowed).
    public init(percentiles: [(probability: Double, value: Double)]) throws(DistributionError) {
        let checks = ParameterChecks("percentiles")
        guard percentiles.count >= 2 else {
            throw Self.wrongLength("percentiles", "list", percentiles.count, "at least a minimum and a maximum")
        }
        guard percentiles[0].probability == 0 else {
            throw checks.error("first probability", percentiles[0].probability, "be 0, with the minimum as its value")
        }
        let last = percentiles[percentiles.count - 1].probability
        guard last == 1 else { throw checks.error("last probability", last, "be 1, with the maximum as its value") }
        for (index, point) in percentiles.enumerated() { try checks.nonNegative("value \(index + 1)", point.value) }
        for (index, (earlier, later)) in zip(percentiles, percentiles.dropFirst()).enumerated() {
            guard later.probability > earlier.probability else {
                let requirement = "be greater than the one before, \(earlier.probability)"
                throw checks.error("probability \(index + 2)", later.probability, requirement)
            }
            guard later.value >= earlier.value else {
                throw checks.error("value \(index + 2)", later.value, "be at least the one before, \(earlier.value)")
            }
        }
        edges = percentiles.map(\.value)
        probabilities = zip(percentiles, percentiles.dropFirst()).map { $1.probability - $0.probability }
    }

    private static func wrongLength(
        _ family: String, _ list: String, _ count: Int, _ accepted: String
    ) -> DistributionError {
        DistributionError(family: family, parameter: list, value: "\(count) long", requirement: "have \(accepted)")
    }
}

extension EmpiricalHistogram {
    var mean: Double {
        probabilities.indices.reduce(0) { $0 + probabilities[$1] * middle(of: $1) }
    }

    var variance: Double {
        let mean = mean
        return probabilities.indices.reduce(0) { sum, bin in
            let offset = middle(of: bin) - mean
            let width = edges[bin + 1] - edges[bin]
            return sum + probabilities[bin] * (offset * offset + width * width / 12)
        }
    }

    /// From the first to the last edge that bounds a bin of positive probability.
    var support: ClosedRange<Double> {
        let first = probabilities.firstIndex { $0 > 0 } ?? 0
        let last = probabilities.lastIndex { $0 > 0 } ?? first
        return edges[first]...edges[last + 1]
    }

    func cumulativeProbability(_ x: Double) -> Double {
        probabilities.indices.reduce(0) { sum, bin in
            if x >= edges[bin + 1] { return sum + probabilities[bin] }
            return x > edges[bin] ? sum + probabilities[bin] * (x - edges[bin]) / (edges[bin + 1] - edges[bin]) : sum
        }
    }

    private func middle(of bin: Int) -> Double { edges[bin] + (edges[bin + 1] - edges[bin]) / 2 }
}
