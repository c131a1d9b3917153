import Pipelines
import Testing

@testable import PipelineRuns

struct ConsumerGapsTargetTests {
    private static func gaps(_ lengths: [Int64]) -> ConsumerGaps {
        var gaps = ConsumerGaps()
        var now: Int64 = 1000
        gaps.answered(at: now, demandedAt: 0)
        for length in lengths {
            // Asked after the gap, answered 7 ns later.
            gaps.answered(at: now + length + 7, demandedAt: now + length)
            now += length + 7
        }
        return gaps
    }

    @Test func `is nothing until a hundred gaps have been seen`() {
        #expect(Self.gaps(Array(repeating: 5, count: 99)).targetNanoseconds == 0)
        #expect(Self.gaps(Array(repeating: 5, count: 100)).targetNanoseconds == 5)
    }

    @Test func `is the mean of the latest hundred`() {
        let lengths =
            Array(repeating: Int64(1_000_000), count: 150) + Array(repeating: 10, count: 50)
            + Array(repeating: 30, count: 50)
        #expect(Self.gaps(lengths).targetNanoseconds.isClose(to: 20))
    }

    @Test func `leaves out what is far above the mean, and pauses`() {
        let lengths = Array(repeating: Int64(10), count: 98) + [5000, 2] + [10_000_000_000]
        #expect(Self.gaps(lengths).targetNanoseconds.isClose(to: (98 * 10 + 2) / 99.0))
    }
}
