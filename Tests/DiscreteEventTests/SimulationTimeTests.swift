import DiscreteEvent
import Testing

@Suite struct SimulationTimeTests {
    @Test(arguments: [(0, 0), (1, 1_000_000_000), (0.1, 100_000_000), (1.4e-9, 1), (1.5e-9, 2), (4e9, 4 << 60)])
    func `rounds seconds to the nearest nanosecond`(seconds: Double, nanoseconds: Int64) {
        let expected = seconds == 4e9 ? 4_000_000_000_000_000_000 : nanoseconds
        #expect(SimulationTime(seconds: seconds)?.nanoseconds == expected)
    }

    @Test(arguments: [-1e-9, -.infinity, .infinity, .nan, 0x1p62 / 1e9, 1e300])
    func `refuses what is no duration or out of range`(seconds: Double) {
        #expect(SimulationTime(seconds: seconds) == nil)
        #expect(SimulationTime.nanoseconds(inSeconds: seconds) == nil)
    }

    @Test func `three times a tenth of a second is three tenths`() throws {
        let tenth = try #require(SimulationTime.nanoseconds(inSeconds: 0.1))
        let sum = SimulationTime.zero + tenth + tenth + tenth
        #expect(sum == SimulationTime(seconds: 0.3))
        #expect(sum.seconds == 0.3)
        #expect(SimulationTime.zero < sum)
        #expect(sum < .latest)
    }
}
