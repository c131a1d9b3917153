import Measurements
import Testing

struct WarmUpTests {
    /// MSER by its definition, in O(n²): the oracle of the fast form.
    private func directMinimum(_ means: [Double]) -> Int {
        let candidates = 0...means.count - WarmUp.excludedBatches
        let statistics = candidates.map { dropped in
            let kept = means[dropped...]
            let mean = kept.reduce(0, +) / Double(kept.count)
            return kept.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(kept.count * kept.count)
        }
        return statistics.indices.min { statistics[$0] < statistics[$1] } ?? 0
    }

    @Test(
        arguments: [
            // Constant: every statistic is exactly 0, and of equals the earliest wins.
            ([Double](repeating: 0.1, count: 40), .truncate(batches: 0)),
            // A step transient is cut exactly at its end.
            ([Double](repeating: 9.7, count: 7) + [Double](repeating: 0.3, count: 33), .truncate(batches: 7)),
            // A transient of just half the series is still accepted, one batch more is not.
            ([Double](repeating: 9.7, count: 20) + [Double](repeating: 0.3, count: 20), .truncate(batches: 20)),
            ([Double](repeating: 9.7, count: 21) + [Double](repeating: 0.3, count: 19), .notConverged(minimum: 21)),
            // A trend has no steady state: the minimum runs to the last candidate.
            ((0..<40).map { Double($0) }, .notConverged(minimum: 35)),
            ((0..<12).map { Double($0) }, .notConverged(minimum: 7)),
            ([], .tooShort(batches: 0)),
            ([Double](repeating: 1, count: 11), .tooShort(batches: 11)),
            ([Double](repeating: 1, count: 12), .truncate(batches: 0)),
        ] as [([Double], WarmUp)])
    func `synthetic series`(means: [Double], expected: WarmUp) {
        #expect(WarmUp(batchMeans: means) == expected)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `agrees with the definition`(seed: UInt64) {
        var stream = TestStream(seed: seed)
        let count = 12 + Int(stream.next() % 200)
        let bias = 10 * stream.uniform()
        var decay = 1.0
        let means = (0..<count).map { _ in
            decay *= 0.9
            return 1e6 + bias * decay + stream.normal()
        }
        let expected = directMinimum(means)
        let verdict: WarmUp = 2 * expected > count ? .notConverged(minimum: expected) : .truncate(batches: expected)
        #expect(WarmUp(batchMeans: means) == verdict)
    }

    @Test func `cuts an exponential transient where it sinks into the noise`() {
        var stream = TestStream(seed: 8)
        var decay = 50.0
        let observations = (0..<2_000).map { _ in
            decay *= 0.97
            return 10 + decay + stream.normal()
        }
        guard case .truncate(let batches) = WarmUp(observations: observations) else {
            Issue.record("a clear transient must be cut")
            return
        }
        // The bias falls from 50 below the noise of a batch mean (0.45) after about 155 steps, 31 batches.
        #expect((15...45).contains(batches), "\(batches)")
    }

    @Test func `observations are batched in fives and the rest is left out`() {
        let transient = [Double](repeating: 50, count: 10)
        let steady = [Double](repeating: 1, count: 93)
        #expect(WarmUp(observations: transient + steady) == .truncate(batches: 2))
        #expect(WarmUp(observations: [Double](repeating: 1, count: 59)) == .tooShort(batches: 11))
    }

    @Test func `a run with a slow start is cut by its snapshots`() {
        let series = series(steps: 50_000) { step in step < 4_096 ? 1_000 : 10 }
        // 50,000 steps are stored 32 apart; 4,096 steps are 128 of those batches.
        #expect(series.stride == 32 && series.snapshotsPerBatch == 1)
        #expect(WarmUp(series) == .truncate(batches: 128))
    }

    @Test func `ever slower steps have no verdict, nor have a few equal ones`() {
        #expect(WarmUp(series(steps: 100) { $0 }) == .notConverged(minimum: 15))
        #expect(WarmUp(series(steps: 59) { _ in 10 }) == .tooShort(batches: 11))
    }
}
