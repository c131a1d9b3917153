import Pipelines

/// The bytes of samples: a function of seed, sample and position, which anyone can compute without a file.
///
/// Word i (64 bits, little-endian) of sample s is the finaliser of SplitMix64, m, of k + i·c with
/// k = m(m(seed) ⊕ s): the generator SplitMix64 with a key of its own for each sample, its counter made explicit.
///
/// - Source: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA '14; Salmon,
///   Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC '11, for counters.
package struct SampleContents: Sendable, Equatable {
    /// The step from a word to the next one: 2⁶⁴ divided by the golden ratio, made odd.
    private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    private let seedDigest: UInt64

    /// The contents of the samples of a data set with this seed.
    package init(seed: UInt64) { seedDigest = Element.digest(of: Int64(bitPattern: seed)) }

    /// Fills memory with the bytes of a sample from position `offset` on.
    package func fill(_ memory: UnsafeMutableRawBufferPointer, sample: Int64, from offset: Int64 = 0) {
        let key = Element.digest(of: Int64(bitPattern: seedDigest) ^ sample)
        var position = 0
        // The rest of a word that was begun before this memory.
        while position < memory.count, (offset + Int64(position)) % 8 != 0 {
            memory[position] = Self.byte(at: offset + Int64(position), key)
            position += 1
        }
        let words = (memory.count - position) / 8
        Self.fill(
            UnsafeMutableRawBufferPointer(rebasing: memory[position..<position + 8 * words]), key,
            fromWord: UInt64(offset + Int64(position)) / 8)
        for rest in position + 8 * words..<memory.count { memory[rest] = Self.byte(at: offset + Int64(rest), key) }
    }

    /// The checksum of a whole sample.
    package func checksum(ofSample sample: Int64, byteCount: Int) -> UInt64 {
        withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 16) { memory in
            fill(memory, sample: sample)
            return ContentChecksum.of(UnsafeRawBufferPointer(memory))
        }
    }

    private static func fill(_ memory: UnsafeMutableRawBufferPointer, _ key: UInt64, fromWord first: UInt64) {
        var counter = key &+ first &* increment
        for offset in stride(from: 0, to: memory.count, by: 8) {
            memory.storeBytes(of: mix(counter).littleEndian, toByteOffset: offset, as: UInt64.self)
            counter &+= increment
        }
    }

    private static func byte(at position: Int64, _ key: UInt64) -> UInt8 {
        UInt8(truncatingIfNeeded: mix(key &+ UInt64(position / 8) &* increment) >> UInt64(position % 8 * 8))
    }

    /// `Element.digest` without its first addition; here so that loops over it are compiled as a whole.
    private static func mix(_ word: UInt64) -> UInt64 {
        var z = word
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
