import DiscreteEvent
import Testing

@Suite struct TimeWeightedTests {
    @Test func `integrates a level over time`() {
        var level = TimeWeighted(level: 2, at: 10)
        level.update(to: 5, at: 20)
        level.change(by: -4, at: 25)
        #expect(level.level == 1)
        #expect(level.maximum == 5)
        #expect(level.integral(at: 30) == 2 * 10 + 5 * 5 + 1 * 5)
    }

    @Test func `holds the largest level over the longest time`() {
        var level = TimeWeighted(level: .max)
        level.update(to: .max, at: SimulationTime.latest.nanoseconds)
        #expect(
            level.integral(at: SimulationTime.latest.nanoseconds) == Int128(Int.max) << 62 - Int128(Int.max))
    }
}
