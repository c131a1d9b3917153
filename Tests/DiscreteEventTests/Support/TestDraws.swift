import Foundation

/// SplitMix64 with the few laws the tests need, by inversion; seeded by a name so that a test owns its numbers.
struct TestDraws: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// Seeds from a name by FNV-1a, the same on every run, unlike `Hasher`.
    init(name: String, replication: Int = 0) {
        state = "\(name)#\(replication)".utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    /// A number in (0, 1].
    mutating func uniform() -> Double { Double((next() >> 11) + 1) * 0x1p-53 }

    /// A whole number in 0..<bound.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// A duration in nanoseconds, where the unit of the law's mean is a microsecond.
    ///
    /// A microsecond, not a second, so that rounding to nanoseconds stays below what a test can see.
    mutating func duration(_ law: Law) -> Int64 { Int64((draw(law) * 1e6).rounded()) }

    mutating func draw(_ law: Law) -> Double {
        switch law {
        case .constant(let value): value
        case .exponential(let mean): -mean * log(uniform())
        case .uniform(let upper): upper * uniform()
        case .erlang(let shape, let mean):
            -mean / Double(shape) * log((0..<shape).reduce(1.0) { product, _ in product * uniform() })
        case .logNormal(let mean, let cv): logNormal(mean: mean, variance: log(1 + cv * cv))
        case .hyperexponential(let mean, let squaredCV):
            hyperexponential(mean: mean, balance: ((squaredCV - 1) / (squaredCV + 1)).squareRoot())
        }
    }

    private mutating func logNormal(mean: Double, variance: Double) -> Double {
        let normal = (-2 * log(uniform())).squareRoot() * cos(2 * Double.pi * uniform())
        return mean * exp(variance.squareRoot() * normal - variance / 2)
    }

    /// Two phases with balanced means (Tijms 1994, appendix B).
    private mutating func hyperexponential(mean: Double, balance: Double) -> Double {
        let share = (1 + balance) / 2
        let phase = uniform() <= share ? share : 1 - share
        return -mean / (2 * phase) * log(uniform())
    }
}

/// A law of durations.
enum Law {
    case constant(Double)
    case exponential(mean: Double)
    case uniform(upTo: Double)
    case erlang(shape: Int, mean: Double)
    case logNormal(mean: Double, cv: Double)
    case hyperexponential(mean: Double, squaredCV: Double)
}
