/// The name of one random stream: which run, which replication, which stage, which accelerator.
///
/// A stream is addressed by what it is for, never by the order in which streams are made, so adding, removing or moving
/// a stage leaves the numbers of all other stages as they were (common random numbers).
///
/// The key is turned into 256 bits of generator state: the UTF-8 bytes of `stage` are hashed with FNV-1a (64 bits);
/// the words `seed`, `rank · 2³² + replication` and that hash are absorbed one after another by
/// `d ← mix(d + 2⁶⁴/φ ⊕ word)`, `mix` being SplitMix64's finaliser; SplitMix64 started at `d` yields the four words.
/// The result depends on nothing but the key: not on the process, the machine or Swift's seeded `Hasher`. Two of N
/// different keys share a state with probability about N²/2⁶⁵ (3·10⁻⁸ for a million streams).
///
/// - Source: FNV-1a: Fowler, Noll, Vo and Eastlake, "The FNV Non-Cryptographic Hash Algorithm"; SplitMix64: Steele, Lea
///   and Flood (2014).
public struct StreamKey: Sendable, Hashable {
    /// The seed of the whole run, as the user gave it.
    public let seed: UInt64
    /// The number of the replication, from 0.
    public let replication: UInt32
    /// The name of the stage whose variates these are.
    public let stage: String
    /// The rank of the accelerator that the stage feeds, from 0.
    public let rank: UInt32

    /// The generator's state at the start of the stream.
    let initialState: Xoshiro256PlusPlus

    /// Names a stream and computes its initial state, once.
    ///
    /// - Parameters:
    ///   - seed: the seed of the run.
    ///   - replication: the replication, from 0.
    ///   - stage: the stage's name; compared by its UTF-8 bytes, so é composed and é decomposed are two names.
    ///   - rank: the accelerator's rank, from 0.
    public init(seed: UInt64, replication: UInt32, stage: String, rank: UInt32 = 0) {
        self.seed = seed
        self.replication = replication
        self.stage = stage
        self.rank = rank
        var digest: UInt64 = 0
        for word in [seed, UInt64(rank) &<< 32 | UInt64(replication), Self.fowlerNollVo1a(stage)] {
            digest = SplitMix64.mix((digest &+ SplitMix64.increment) ^ word)
        }
        initialState = Xoshiro256PlusPlus(expanding: digest)
    }

    /// 64 bits that stand for the whole key in ``keyedUniformIndex(key:epoch:sample:counter:below:)`` and
    /// ``KeyedPermutation``.
    public var decisionKey: UInt64 { initialState.folded }

    /// FNV-1a, 64 bits, of the name's UTF-8 bytes.
    static func fowlerNollVo1a(_ name: String) -> UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
    }
}
