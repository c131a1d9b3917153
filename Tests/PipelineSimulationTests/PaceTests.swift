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

    /// As when each request is sent when the one before it was accepted.
    @Test func `requests that come just in time do not drift either`() {
        var pace = Pace(perSecond: 300)
        var now: Int64 = 0
        for _ in 0..<3000 {
            now += pace.delay(at: now)
            #expect(pace.busyNanoseconds(at: now) < Double(now) + 0.001)
            now += 3_333_333
        }
        #expect(now == 10_000_000_000)
        #expect(pace.delay(at: now) == 0)
    }

    @Test func `nothing is paced without a number`() {
        var pace = Pace(perSecond: nil)
        #expect(!pace.isLimited)
        #expect((0..<5).map { _ in pace.delay(at: 0) } == [0, 0, 0, 0, 0])
    }
}
