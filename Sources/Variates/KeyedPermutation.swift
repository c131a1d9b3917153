/// A pseudo-random permutation of 0..<count that needs no table: the random visiting order of an epoch.
///
/// Up to 16 elements: Fisher–Yates, packed into one word, so that all orders of a small lesson are equally likely.
/// Above: a Feistel network of eight rounds on ⌈log₂ count⌉ bits; results outside 0..<count are permuted again until
/// they fall inside (cycle walking), fewer than two walks on average.
///
/// - Complexity: O(1) memory; O(1) expected time per element.
/// - Source: Luby and Rackoff (1988), SIAM Journal on Computing 17(2); cycle walking: Black and Rogaway (2002),
///   "Ciphers with arbitrary finite domains", CT-RSA; Fisher–Yates: Durstenfeld (1964), Communications of the ACM 7(7).
public struct KeyedPermutation: Sendable, Hashable {
    /// The number of elements.
    public let count: Int64

    private let key: UInt64
    private let leftBits: UInt64
    private let rightBits: UInt64
    private let packed: UInt64

    private static let largestPacked: Int64 = 16
    private static let rounds: UInt64 = 8

    /// The permutation of `0..<count` that belongs to `key`.
    ///
    /// - Precondition: `count` is not negative.
    public init(count: Int64, key: UInt64) {
        precondition(count >= 0, "a permutation has no negative number of elements")
        self.count = count
        self.key = SplitMix64.mix(key &+ SplitMix64.increment)
        let bits = UInt64(Int64.bitWidth - max(count - 1, 0).leadingZeroBitCount)
        leftBits = bits / 2
        rightBits = bits - leftBits
        packed = count <= Self.largestPacked ? Self.fisherYates(count: count, key: self.key) : 0
    }

    /// Where the `index`-th element goes.
    ///
    /// - Precondition: `index` is in `0..<count`.
    public subscript(index: Int64) -> Int64 {
        precondition(index >= 0 && index < count, "the index is outside the permutation")
        if count <= Self.largestPacked { return Int64((packed &>> (4 * UInt64(index))) & 0xF) }
        var word = UInt64(index)
        repeat { word = feistel(word) } while word >= UInt64(count)
        return Int64(word)
    }

    /// One pass of the network: a bijection of the words of `leftBits + rightBits` bits.
    ///
    /// The halves keep their places and change in turn, which allows for an odd number of bits.
    private func feistel(_ word: UInt64) -> UInt64 {
        var left = word &>> rightBits
        var right = word & ((1 &<< rightBits) &- 1)
        for round in stride(from: 0, to: Self.rounds, by: 2) {
            left ^= roundFunction(right, round: round) &>> (64 &- leftBits)
            right ^= roundFunction(left, round: round + 1) &>> (64 &- rightBits)
        }
        return (left &<< rightBits) | right
    }

    private func roundFunction(_ half: UInt64, round: UInt64) -> UInt64 {
        SplitMix64.mix(key &+ (round &<< 56 | half) &* SplitMix64.increment)
    }

    /// An equally likely order of up to 16 elements, four bits each, the first in the lowest bits.
    private static func fisherYates(count: Int64, key: UInt64) -> UInt64 {
        var packed: UInt64 = 0xFEDC_BA98_7654_3210
        var generator = Xoshiro256PlusPlus(expanding: key)
        for last in stride(from: UInt64(count), to: 1, by: -1) {
            let chosen = 4 * generator.next().multipliedFullWidth(by: last).high
            let difference = ((packed &>> chosen) ^ (packed &>> (4 * (last - 1)))) & 0xF
            packed ^= difference &<< chosen
            packed ^= difference &<< (4 * (last - 1))
        }
        return packed
    }
}
