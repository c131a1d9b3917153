import Foundation

/// Two stations with a buffer between them: a producer that computes only when there is room, and a consumer.
///
/// So does `prefetch`, with the training loop as consumer. The rate is known where both times are exponential, and nearly
/// known by their means and variances elsewhere.
///
/// With b places K = b + 1 elements are in the buffer or on their way to the consumer at most. Let ρ ≤ 1 be the ratio of
/// the stations' mean times, c² the sum of their squared coefficients of variation, and z = ρ^(2/c²). The rate, as a share
/// of that with an endless buffer, is
///
///     (1 − z^K) ÷ (1 − ρ z^K),    or 2K ÷ (2K + c²) where ρ = 1.
///
/// It is exact for exponential times, where c² = 2 (J. A. Buzacott, J. G. Shanthikumar (1993), *Stochastic Models of
/// Manufacturing Systems*, §4.2). For others the exponent is a two-moment approximation, within a point from 4 places and
/// coefficients of variation up to 1 on: good for choosing where to look.
public struct TwoStationLine: Sendable, Equatable {
    /// The faster station's mean time ÷ the slower one's, up to 1.
    public let ratio: Double
    /// The squared coefficients of variation, added.
    public let variation: Double

    /// - Parameters:
    ///   - producer: seconds for an element: mean and variance.
    ///   - consumer: the same of the other station.
    ///
    /// Nil where a station takes no time, or its variance is not finite.
    public init?(producer: (mean: Double, variance: Double), consumer: (mean: Double, variance: Double)) {
        guard producer.mean > 0, consumer.mean > 0 else { return nil }
        ratio = min(producer.mean / consumer.mean, consumer.mean / producer.mean)
        variation =
            producer.variance / (producer.mean * producer.mean) + consumer.variance / (consumer.mean * consumer.mean)
        guard variation.isFinite, ratio > 0 else { return nil }
    }

    /// The rate as a share of that with an endless buffer.
    ///
    /// - Parameter places: of the buffer, at least 1.
    public func shareOfRate(places: Int) -> Double {
        let elements = Double(places + 1)
        guard variation > 0 else { return 1 }
        guard ratio < 1 else { return 2 * elements / (2 * elements + variation) }
        let empty = pow(ratio, 2 * elements / variation)
        return (1 - empty) / (1 - ratio * empty)
    }

    /// The fewest places with which the rate is within a share of that with an endless buffer; nil beyond a billion.
    ///
    /// - Parameter share: what may be missing, 0.01 is 1 %; above 0.
    public func fewestPlaces(within share: Double) -> Int? {
        let elements: Double
        if variation == 0 {
            elements = 1
        } else if ratio < 1 {
            elements = variation / 2 * log(share / (1 - (1 - share) * ratio)) / log(ratio)
        } else {
            elements = (1 - share) * variation / (2 * share)
        }
        guard elements < 1e9 else { return nil }
        return max(1, Int((elements - 1e-9).rounded(.up)) - 1)
    }
}
