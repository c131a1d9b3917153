extension [Double] {
    /// A quantile, by linear interpolation between neighbours in order.
    ///
    /// With n values in order x₁ ≤ … ≤ xₙ the quantile p lies at position 1 + (n − 1)p.
    /// - Source: Hyndman and Fan (1996), The American Statistician 50(4), definition 7.
    /// - Parameter probability: from 0 to 1.
    /// - Returns: nil when there is no value.
    package func quantile(_ probability: Double) -> Double? {
        let ordered = sorted()
        guard let last = ordered.indices.last else { return nil }
        let position = Double(last) * probability
        let below = Swift.min(Int(position), last)
        let weight = position - Double(below)
        // A neighbour without weight may be infinite.
        guard weight > 0, below < last else { return ordered[below] }
        return ordered[below] + weight * (ordered[below + 1] - ordered[below])
    }

    /// The value in the middle, or the mean of the two there; NaN when there is no value.
    package var median: Double { quantile(0.5) ?? .nan }
}

extension [Int] {
    /// The value in the middle, or the lower of the two there; nil when there is no value.
    package var lowerMedian: Int? { isEmpty ? nil : sorted()[(count - 1) / 2] }
}
