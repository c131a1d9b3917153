import DiscreteEvent
import Testing

@Suite struct SimulationTimeTests {
    @Test(arguments: [(0, 0), (1, 1_000_000_000), (0.1, 100_000_000), (1.4e-9, 1), (1.5e-9, 2), (4e9, 4 << 60)])
    func `rounds seconds to the nearest nanosecond`(seconds: Double, nanoseconds: Int64) {
        let expected = seconds == 4e9 ? 4_000_000_000_000_000_000 : nanoseconds
        #expect(SimulationTime.nanoseconds(inSeconds: seconds) == expected)
    }

    @Test(arguments: [-1e-9, -.infinity, .infinity, .nan, 0x1p62 / 1e9, 1e300])
    func `refuses what is no duration or out of range`(seconds: Double) {
        #expect(SimulationTime.countedNanoseconds(inSeconds: seconds) == SimulationTime.outOfRange)
        #expect(SimulationTime.nanoseconds(inSeconds: seconds) == nil)
    }

    @Test(
        arguments: [
            (1e-10, 0), (4.9e-10, 0), (5e-10, 1), (-4e-10, 0), (-0.0, 0), (2.5e-9, 3), (1e-300, 0),
            (0.49999999999999994e-9, 0), (4_503_599.627370497, 4_503_599_627_370_497),
        ] as [(Double, Int64)])
    func `counts to the nearest nanosecond, halves upwards`(seconds: Double, nanoseconds: Int64) {
        #expect(SimulationTime.countedNanoseconds(inSeconds: seconds) == nanoseconds)
        #expect(SimulationTime.nanoseconds(inSeconds: seconds) == nanoseconds)
    }

    @Test func `a sum stays out of range when a part is, and never wraps`() {
        let latest = SimulationTime.latest.nanoseconds
        #expect(SimulationTime.sum(3, 4) == 7)
        #expect(SimulationTime.sum(latest, latest) == Int64.max - 1)
        #expect(SimulationTime.sum(SimulationTime.outOfRange, 0) == SimulationTime.outOfRange)
        #expect(SimulationTime.sum(1, SimulationTime.outOfRange) == SimulationTime.outOfRange)
        #expect(SimulationTime.sum(SimulationTime.outOfRange, latest) == SimulationTime.outOfRange)
    }

    @Test func `three times a tenth of a second is three tenths`() throws {
        let tenth = try #require(SimulationTime.nanoseconds(inSeconds: 0.1))
        #expect(tenth + tenth + tenth == SimulationTime.nanoseconds(inSeconds: 0.3))
        #expect(SimulationTime(nanoseconds: tenth + tenth + tenth).seconds == 0.3)
    }
}
