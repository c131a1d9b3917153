import CGSL
import Testing

@testable import Variates

@Suite struct StreamKeyTests {
    @Test(
        arguments: [
            ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8),
        ] as [(String, UInt64)])
    func `hashes names with FNV-1a`(name: String, expected: UInt64) {
        #expect(StreamKey.fowlerNollVo1a(name) == expected)
    }

    // Computed by an independent program (Python integers) from the documented mixing.
    @Test func `mixes the key as documented`() {
        var state = StreamKey(seed: 42, replication: 3, stage: "decode é", rank: 7).initialState
        #expect(
            state
                == Xoshiro256PlusPlus(
                    1_247_199_568_646_717_398, 12_432_995_208_407_621_782, 1_599_626_564_494_768_153,
                    2_494_335_802_945_124_141))
        var sample = state.substream(1000)
        #expect(state.next() == 6_753_172_525_591_508_515)
        #expect(sample.next() == 2_827_975_556_839_589_004)
    }

    static let base = StreamKey(seed: 1, replication: 0, stage: "decode")
    static let others = [
        StreamKey(seed: 2, replication: 0, stage: "decode"), StreamKey(seed: 1, replication: 1, stage: "decode"),
        StreamKey(seed: 1, replication: 0, stage: "decode "), StreamKey(seed: 1, replication: 0, stage: "Decode"),
        StreamKey(seed: 1, replication: 0, stage: "decode", rank: 1),
        StreamKey(seed: 0, replication: 1, stage: "decode"),
        StreamKey(seed: 1, replication: 0, stage: ""),
    ]

    @Test(arguments: others)
    func `gives different keys unrelated streams`(other: StreamKey) {
        #expect(other != Self.base)
        #expect(other.decisionKey != Self.base.decisionKey)
        let left = uniforms(Self.base)
        let right = uniforms(other)
        #expect(zip(left, right).allSatisfy { $0 != $1 })
        for lag in 0..<3 {
            #expect(abs(correlation(left, Array(right.dropFirst(lag)))) < 3.29 / Double(left.count).squareRoot())
        }
    }

    @Test func `gives equal keys equal streams`() {
        #expect(uniforms(Self.base) == uniforms(StreamKey(seed: 1, replication: 0, stage: "decode")))
    }

    @Test func `tells rank from replication`() {
        let states = Set(
            (0..<40).flatMap { rank in
                (0..<40).map { StreamKey(seed: 1, replication: $0, stage: "x", rank: rank).initialState }
            })
        #expect(states.count == 1600)
    }

    private func uniforms(_ key: StreamKey) -> [Double] {
        let stream = RandomStream(key)
        return (0..<20_000).map { _ in gsl_rng_uniform(stream.handle) }
    }
}
