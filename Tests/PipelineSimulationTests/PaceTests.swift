import Testing

@testable import PipelineSimulation

struct PaceTests {
    /// Three a second do not come to whole nanoseconds: rounding must not add up.
    @Test func `requests are evenly spaced, without drift`() {
        var pace = Pace(perSecond: 3)
        let delays = (0...3_000_000).map { _ in pace.delay(at: 0) }
        #expect(delays[0] == 0)
        #expect(delays[3_000_000] == 1_000_000_000_000_000)
        #expect(pace.busyNanoseconds(at: 0).magnitude < 1)
    }

    @Test func `one that comes late waits for nobody`() {
        var pace = Pace(perSecond: 1000)
        #expect(pace.delay(at: 0) == 0)
        #expect(pace.delay(at: 400_000) == 600_000)
        #expect(pace.delay(at: 5_000_000) == 0)
        #expect(pace.delay(at: 5_000_000) == 1_000_000)
        #expect(pace.busyNanoseconds(at: 7_000_000) == 4e6)
    }

    @Test func `nothing is paced without a number`() {
        var pace = Pace(perSecond: nil)
        #expect(!pace.isLimited)
        #expect((0..<5).map { _ in pace.delay(at: 0) } == [0, 0, 0, 0, 0])
    }
}
