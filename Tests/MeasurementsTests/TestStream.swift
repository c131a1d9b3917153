import Foundation

/// A tiny generator for tests (SplitMix64), independent of module Variates.
///
/// - Source: G. L. Steele, D. Lea, C. H. Flood (2014), "Fast splittable pseudorandom number generators".
struct TestStream: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Uniform, strictly between 0 and 1.
    mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

    /// Exponential with mean 1.
    mutating func exponential() -> Double { -log(uniform()) }

    /// Standard normal, by Marsaglia's polar method with the second value dropped.
    mutating func normal() -> Double {
        while true {
            let first = 2 * uniform() - 1
            let second = 2 * uniform() - 1
            let square = first * first + second * second
            if square > 0, square < 1 { return first * (-2 * log(square) / square).squareRoot() }
        }
    }

    /// A stationary first-order autoregressive series with mean 0 and innovations of variance 1.
    mutating func autoregressive(count: Int, coefficient: Double) -> [Double] {
        var value = normal() / (1 - coefficient * coefficient).squareRoot()
        return (0..<count).map { _ in
            defer { value = coefficient * value + normal() }
            return value
        }
    }
}
