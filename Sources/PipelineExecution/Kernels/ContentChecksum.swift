import Pipelines

/// A checksum of what a sample holds, which the host computes from a file and the device from a batch.
///
/// That of a batch is the sum of its samples', modulo 2⁶⁴: equal contents, equal checksum, whatever the order of the
/// samples, as with `Element.digest`. Within a sample the order of the bytes counts, and their number too.
package enum ContentChecksum {
    /// What a word's number is multiplied by before it is added to the word: odd, so that no two numbers give the same.
    static let positionFactor: UInt64 = 0xD6E8_FEB8_6659_FD93

    /// The checksum of one sample.
    ///
    /// The sum of `Element.digest` over its 64-bit little-endian words w₀, w₁, …, each with its position added, wᵢ +
    /// i·c; zeros fill the last one up. The number of bytes is word −1.
    package static func of(_ sample: UnsafeRawBufferPointer) -> UInt64 {
        var sum = term(UInt64(sample.count), at: -1)
        let whole = sample.count / 8
        for index in 0..<whole {
            let word = sample.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
            sum &+= term(UInt64(littleEndian: word), at: index)
        }
        let rest = sample[(8 * whole)...]
        if !rest.isEmpty {
            let word = rest.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            sum &+= term(word, at: whole)
        }
        return sum
    }

    private static func term(_ word: UInt64, at index: Int) -> UInt64 {
        Element.digest(of: Int64(bitPattern: word &+ UInt64(bitPattern: Int64(index)) &* positionFactor))
    }
}
