import Pipelines
import Testing

struct ConsumerGapsTests {
    @Test func `are the times between an answer and the next demand`() {
        var gaps = ConsumerGaps()
        gaps.answered(at: 10, demandedAt: 0)
        #expect(gaps.nanoseconds == [])
        gaps.answered(at: 30, demandedAt: 14)
        gaps.answered(at: 31, demandedAt: 30)
        #expect(gaps.nanoseconds == [4, 0])
    }

    @Test func `only the latest are kept, and pauses are none`() {
        var gaps = ConsumerGaps()
        var now: Int64 = 0
        for gap in 0...Int64(ConsumerGaps.window) + 2 {
            now += gap
            gaps.answered(at: now, demandedAt: now)
        }
        #expect(gaps.nanoseconds.sorted() == (3...Int64(ConsumerGaps.window) + 2).map { $0 })
        let before = gaps
        now += ConsumerGaps.shortestPauseNanoseconds
        gaps.answered(at: now, demandedAt: now)
        #expect(gaps.nanoseconds == before.nanoseconds)
    }

    @Test func `a run notes them where they are asked for`() throws {
        let test = try TestScenario.source(4).map()
        let times = try durations(["map": [3], "step": [5, 8, 2]], in: test)
        let indifferent = try TimedBackend(test, duration: times)
        indifferent.finish()
        #expect(indifferent.backend.consumerGaps == nil)
        let backend = try TimedBackend(test, duration: times)
        backend.backend.consumerGaps = ConsumerGaps()
        backend.finish()
        #expect(backend.backend.consumerGaps?.nanoseconds == [5, 8, 2, 5])
    }
}
