import Measurements
import Testing

struct BatchMeansTests {
    @Test(
        arguments: [
            ([1, 3, 5, 7], 2, [2, 6]), ([1, 3, 5, 7, 9], 2, [2, 6]), ([1, 2], 3, []), ([4, 5], 1, [4, 5]),
        ] as [([Double], Int, [Double])])
    func `batches leave out an incomplete last one`(observations: [Double], size: Int, expected: [Double]) {
        #expect(BatchMeans.batched(observations, size: size) == expected)
    }

    @Test(arguments: [0, 1, 19])
    func `too few observations give no interval`(count: Int) {
        let result = BatchMeans([Double](repeating: 1, count: count))
        #expect(result.verdict == .tooShort)
        #expect(result.interval == nil)
        #expect(result.batchCount == count)
        #expect(result.lag1Autocorrelation == nil)
    }

    @Test func `a constant series is accepted at once`() {
        let result = BatchMeans([Double](repeating: 0.1, count: 20))
        #expect(result.verdict == .accepted)
        #expect(result.batchSize == 1)
        #expect(result.interval?.halfWidth == 0)
    }

    @Test func `von Neumann's estimate by hand`() throws {
        // z alternates 0, 1: Σ(z − z̄)² = 24/4, Σ(Δz)² = 23, so C = 1 − 23/12.
        let result = BatchMeans((0..<24).map { Double($0 % 2) })
        #expect(result.verdict == .accepted)
        #expect(abs(try #require(result.lag1Autocorrelation) - (1 - 23.0 / 12)) < 1e-12)
    }

    @Test func `a trend never passes`() {
        let result = BatchMeans((0..<2_000).map { Double($0) })
        #expect(result.verdict == .correlated)
        #expect(result.interval == nil)
        #expect(result.batchSize == 64)
        #expect(result.batchCount == 31)
    }

    @Test func `independent values are rarely batched`() {
        var stream = TestStream(seed: 9)
        let atOnce = (0..<1_000).count { _ in
            BatchMeans((0..<100).map { _ in stream.normal() }).batchSize == 1
        }
        // The test's level is 10 %: 900 of 1,000 expected, two-sided 0.1 % band.
        #expect((867...930).contains(atOnce), "\(atOnce) of 1000")
    }

    /// Autoregressive series: how many of 300 are accepted, and how many of those cover the true mean 0.
    ///
    /// The bands are around the figures of an independent implementation: 0.93 to 0.95 coverage when the series is long
    /// enough, mostly refused when it is much too short. ±4 % is the two-sided 1 % binomial band of 300.
    @Test(arguments: [
        (0.0, 1_000, 0.98...1.0, 0.91...0.98),
        (0.5, 2_000, 0.95...1.0, 0.90...0.98),
        (0.8, 4_000, 0.93...1.0, 0.90...0.97),
        (0.9, 8_000, 0.91...1.0, 0.90...0.97),
        (0.95, 1_000, 0.10...0.30, 0.65...0.95),
    ])
    func `covers the mean of an autoregressive series`(
        coefficient: Double, count: Int, accepted: ClosedRange<Double>, coverage: ClosedRange<Double>
    ) {
        var stream = TestStream(seed: 10)
        let intervals = (0..<300).compactMap { _ in
            BatchMeans(stream.autoregressive(count: count, coefficient: coefficient)).interval
        }
        let acceptedShare = Double(intervals.count) / 300
        let coveredShare = Double(intervals.count { $0.contains(0) }) / Double(intervals.count)
        #expect(accepted.contains(acceptedShare), "\(acceptedShare)")
        #expect(coverage.contains(coveredShare), "\(coveredShare)")
    }

    @Test func `ignoring the correlation would cover far less`() {
        var stream = TestStream(seed: 11)
        let hits = (0..<200).count { _ in
            ConfidenceInterval(stream.autoregressive(count: 2_000, coefficient: 0.9)).contains(0)
        }
        #expect(hits < 100, "\(hits) of 200")
    }
}
