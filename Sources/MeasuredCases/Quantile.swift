/// The quantile of some values, by linear interpolation between neighbours in order.
///
/// With n values in order x₁ ≤ … ≤ xₙ the quantile p lies at position 1 + (n − 1)p.
/// - Source: Hyndman and Fan (1996), The American Statistician 50(4), definition 7.
/// - Parameter probability: from 0 to 1.
/// - Returns: nil when there is no value.
public func quantile(_ values: [Double], _ probability: Double) -> Double? {
    guard !values.isEmpty else { return nil }
    let ordered = values.sorted()
    let position = Double(ordered.count - 1) * probability
    let below = min(Int(position), ordered.count - 1)
    let above = min(below + 1, ordered.count - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - Double(below))
}
