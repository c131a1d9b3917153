import Foundation
import Measurements
import Testing

struct LatencyHistogramTests {
    @Test func `an empty histogram knows nothing`() {
        let histogram = LatencyHistogram()
        #expect(histogram.count == 0)
        #expect(histogram.percentile(50) == nil)
        #expect(histogram.mean == nil)
        #expect(histogram.minimum == nil)
        #expect(histogram.maximum == nil)
    }

    @Test func `small durations are exact`() {
        var histogram = LatencyHistogram()
        for value: Int64 in 0...2_000 { histogram.record(value) }
        #expect(histogram.count == 2_001)
        #expect(histogram.percentile(0) == 0)
        #expect(histogram.percentile(50) == 1_000)
        #expect(histogram.percentile(99) == 1_980)
        #expect(histogram.percentile(100) == 2_000)
        #expect(histogram.mean == 1_000)
    }

    @Test(arguments: [50, 90, 99, 99.9, 99.99, 100])
    func `a percentile is at most a thousandth above the exact one`(percent: Double) throws {
        var stream = TestStream(seed: 5)
        // Log-normal around 5 ms with a heavy tail: from microseconds to seconds.
        let values = (0..<100_000).map { _ in Int64(5e6 * exp(1.5 * stream.normal())) }
        var histogram = LatencyHistogram()
        for value in values { histogram.record(value) }
        let sorted = values.sorted()
        let rank = max(Int((percent / 100 * Double(values.count)).rounded(.up)), 1)
        let exact = sorted[rank - 1]
        let reported = try #require(histogram.percentile(percent))
        #expect(reported >= exact)
        #expect(Double(reported - exact) <= Double(exact) / 1_000)
    }

    @Test(arguments: [1, 999, 3_600_000_000_000, 86_400_000_000_000, Int64.max])
    func `no duration is clamped`(value: Int64) throws {
        var histogram = LatencyHistogram()
        histogram.record(1)
        histogram.record(value, count: 3)
        #expect(histogram.count == 4)
        #expect(histogram.maximum == value)
        #expect(histogram.percentile(100) == value)
        let median = try #require(histogram.percentile(50))
        #expect(median == value)
        let mean = (1 + 3 * Double(value)) / 4
        #expect(abs(try #require(histogram.mean) / mean - 1) < 1e-15)
    }

    @Test func `a sum beyond 64 bits keeps the mean`() throws {
        var histogram = LatencyHistogram()
        histogram.record(Int64.max, count: 1_000)
        for _ in 0..<1_000 { histogram.record(Int64.max) }
        #expect(try #require(histogram.mean) == Double(Int64.max))
    }

    @Test func `merging equals recording, in either order`() {
        var stream = TestStream(seed: 6)
        var whole = LatencyHistogram()
        var small = LatencyHistogram()
        var large = LatencyHistogram()
        for _ in 0..<5_000 {
            let short = Int64(1e5 * stream.uniform())
            let long = Int64(1e11 * stream.uniform())
            small.record(short)
            large.record(long)
            whole.record(short)
            whole.record(long)
        }
        var upward = small
        upward.merge(large)
        var downward = large
        downward.merge(small)
        for merged in [upward, downward] {
            #expect(merged.count == whole.count)
            #expect(merged.mean == whole.mean)
            #expect(merged.minimum == whole.minimum)
            #expect(merged.maximum == whole.maximum)
            for percent in [0.0, 10, 50, 75, 99.9] {
                #expect(merged.percentile(percent) == whole.percentile(percent))
            }
        }
    }

    @Test func `reset forgets everything`() {
        var histogram = LatencyHistogram()
        histogram.record(1_000_000, count: 7)
        histogram.reset()
        #expect(histogram.count == 0)
        #expect(histogram.mean == nil)
        histogram.record(3)
        #expect(histogram.count == 1)
        #expect(histogram.mean == 3)
        #expect(histogram.maximum == 3)
        #expect(histogram.percentile(50) == 3)
    }

    @Test func `recording nothing changes nothing`() {
        var histogram = LatencyHistogram()
        histogram.record(500, count: 0)
        #expect(histogram.count == 0)
        #expect(histogram.maximum == nil)
    }

    @Test func `refuses a negative duration`() async {
        await #expect(processExitsWith: .failure) {
            var histogram = LatencyHistogram()
            histogram.record(-1)
        }
    }

    /// The ends of the bins: exact below 2048 ns, then 1024 to a doubling.
    @Test(
        arguments: [
            (2_047, 2_047), (2_048, 2_049), (2_049, 2_049), (4_095, 4_095), (4_096, 4_099),
            (1 << 40, (1 << 40) + (1 << 30) - 1),
        ] as [(Int64, Int64)])
    func `a percentile is the end of its bin`(duration: Int64, reported: Int64) {
        var histogram = LatencyHistogram()
        histogram.record(duration)
        histogram.record(.max)
        #expect(histogram.percentile(50) == reported)
    }
}
