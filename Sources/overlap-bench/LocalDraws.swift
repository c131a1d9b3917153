import Glibc

/// xoshiro256++ (Blackman and Vigna 2019), seeded by SplitMix64.
struct Xoshiro256 {
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64

    init(seed: UInt64) {
        var state = seed
        func split() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return mixed ^ mixed >> 31
        }
        a = split()
        b = split()
        c = split()
        d = split()
    }

    /// A number in (0, 1], never 0, so that its logarithm exists.
    mutating func uniform() -> Double {
        let sum = a &+ d
        let bits = (sum << 23 | sum >> 41) &+ a
        let shifted = b << 17
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = d << 45 | d >> 19
        return Double((bits >> 11) + 1) * 0x1p-53
    }

    mutating func exponential(mean: Double) -> Double { -mean * log(uniform()) }

    mutating func normal() -> Double {
        (-2 * log(uniform())).squareRoot() * cos(2 * Double.pi * uniform())
    }
}

/// Durations drawn in blocks, as the engine draws them: the event loop only reads.
struct BlockDraws: DurationSource {
    enum Law {
        case exponential(mean: Double)
        case logNormal(mean: Double, cv: Double)
        case erlang(shape: Int, mean: Double)
    }

    private var generator: Xoshiro256
    private let law: Law
    private var block = [Int64](repeating: 0, count: 256)
    private var position = 256

    init(_ law: Law, seed: UInt64) {
        self.law = law
        generator = Xoshiro256(seed: seed)
    }

    mutating func next() -> Int64 {
        if position == block.count { refill() }
        defer { position += 1 }
        return block[position]
    }

    @inline(never)
    private mutating func refill() {
        for index in block.indices { block[index] = Int64((draw() * 1e9).rounded()) }
        position = 0
    }

    private mutating func draw() -> Double {
        switch law {
        case .exponential(let mean): return generator.exponential(mean: mean)
        case .logNormal(let mean, let cv):
            let variance = log(1 + cv * cv)
            return mean * exp(variance.squareRoot() * generator.normal() - variance / 2)
        case .erlang(let shape, let mean):
            var product = 1.0
            for _ in 0..<shape { product *= generator.uniform() }
            return -mean / Double(shape) * log(product)
        }
    }
}

/// The same few thousand durations over and over: what an engine costs without its draws.
struct RecordedDraws: DurationSource {
    private let durations: [Int64]
    private var position = 0

    init(_ draws: consuming BlockDraws) {
        durations = (0..<4096).map { _ in draws.next() }
    }

    mutating func next() -> Int64 {
        position = (position + 1) & 4095
        return durations[position]
    }
}
