import Testing

@testable import Variates

@Suite struct Xoshiro256PlusPlusTests {
    // Computed from the published algorithm by an independent program (Python integers).
    @Test func `gives the published algorithm's outputs`() {
        var generator = Xoshiro256PlusPlus(1, 2, 3, 4)
        let outputs = (0..<10).map { _ in generator.next() }
        #expect(
            outputs == [
                41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386, 9_228_616_714_210_784_205,
                9_973_669_472_204_895_162, 14_011_001_112_246_962_877, 12_406_186_145_184_390_807,
                15_849_039_046_786_891_736, 10_450_023_813_501_588_000,
            ])
    }

    @Test func `leaves the all-zero state`() {
        var generator = Xoshiro256PlusPlus(0, 0, 0, 0)
        #expect((0..<4).contains { _ in generator.next() != 0 })
    }

    @Test(
        arguments: [
            (.min, 0), (.max, 1 - 0x1p-53), (1 << 63, 0.5), (2047, 0), (2048, 0x1p-53),
        ] as [(UInt64, Double)])
    func `takes the top 53 bits for the unit interval`(bits: UInt64, expected: Double) {
        #expect(unitInterval(bits) == expected)
    }

    @Test func `gives every sample a state of its own`() {
        let start = Xoshiro256PlusPlus(expanding: 1)
        let states = Set((Int64(-500)..<500).map { start.substream($0) } + [start])
        #expect(states.count == 1001)
    }
}

@Suite struct SplitMix64Tests {
    @Test func `gives the published algorithm's outputs`() {
        var generator = SplitMix64(1_234_567)
        #expect(
            (0..<5).map { _ in generator.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }
}
