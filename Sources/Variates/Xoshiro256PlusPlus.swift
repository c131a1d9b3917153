/// The generator xoshiro256++: 256 bits of state, period 2²⁵⁶ − 1, 64 good bits per step.
///
/// - Source: Blackman and Vigna (2021), "Scrambled linear pseudorandom number generators", ACM Transactions on
///   Mathematical Software 47(4), art. 36; constants 23, 17 and 45 as published there.
struct Xoshiro256PlusPlus: Sendable, Hashable {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    /// Takes the four words of state; all zero, the one state the generator never leaves, becomes another one.
    init(_ s0: UInt64, _ s1: UInt64, _ s2: UInt64, _ s3: UInt64) {
        self.s0 = (s0 | s1 | s2 | s3) == 0 ? SplitMix64.increment : s0
        self.s1 = s1
        self.s2 = s2
        self.s3 = s3
    }

    /// Expands 64 bits to a state with SplitMix64, as the authors of xoshiro advise.
    init(expanding seed: UInt64) {
        var expansion = SplitMix64(seed)
        self.init(expansion.next(), expansion.next(), expansion.next(), expansion.next())
    }

    /// The next 64 bits.
    ///
    /// Inlined always: GSL reaches it through a pointer, one call is enough.
    @inline(__always)
    mutating func next() -> UInt64 {
        let sum = s0 &+ s3
        let result = ((sum &<< 23) | (sum &>> 41)) &+ s0
        let shifted = s1 &<< 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = (s3 &<< 45) | (s3 &>> 19)
        return result
    }

    /// The next multiple of 2⁻⁵³ in [0, 1).
    @inline(__always)
    mutating func nextUnit() -> Double { unitInterval(next()) }

    /// The state that belongs to sample `id` of the stream which starts in this state.
    ///
    /// Word i is the (id + 1)-th output of a SplitMix64 started at word i: one mixing per word, in parallel, and a
    /// different state for every id, since each word is a bijection of the id.
    func substream(_ id: Int64) -> Xoshiro256PlusPlus {
        let step = (UInt64(bitPattern: id) &+ 1) &* SplitMix64.increment
        return Xoshiro256PlusPlus(
            SplitMix64.mix(s0 &+ step), SplitMix64.mix(s1 &+ step),
            SplitMix64.mix(s2 &+ step), SplitMix64.mix(s3 &+ step))
    }

    /// 64 bits that identify this state, for functions which take a key rather than a generator.
    var folded: UInt64 { SplitMix64.mix(s0 ^ SplitMix64.mix(s1 ^ SplitMix64.mix(s2 ^ SplitMix64.mix(s3)))) }
}

/// The top 53 of 64 random bits as a multiple of 2⁻⁵³ in [0, 1).
func unitInterval(_ bits: UInt64) -> Double { Double(bits &>> 11) * 0x1p-53 }
