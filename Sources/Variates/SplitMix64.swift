/// The generator SplitMix64, used to mix and expand keys.
///
/// - Source: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA '14; the
///   finaliser is Stafford's variant 13.
struct SplitMix64 {
    /// The step between successive states: 2⁶⁴ divided by the golden ratio, made odd.
    static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// The next 64 bits.
    mutating func next() -> UInt64 {
        state &+= Self.increment
        return Self.mix(state)
    }

    /// A bijection of 64-bit words in which every input bit changes every output bit with probability about ½.
    static func mix(_ word: UInt64) -> UInt64 {
        var z = word
        z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z &>> 31)
    }
}
