import Foundation
import Measurements
import Testing

struct PairedComparisonTests {
    @Test func `a small case by hand`() throws {
        // R = 9/6; without each pair in turn 7/5, 6/4, 5/3; pseudo-values 3R − 2R₍₋ᵢ₎.
        let comparison = PairedComparison(of: [2, 3, 4], against: [1, 2, 3])
        #expect(comparison.difference.mean == 1)
        #expect(comparison.difference.halfWidth == 0)
        let ratio = try #require(comparison.ratio)
        let expected = ConfidenceInterval([4.5 - 2 * (7.0 / 5), 4.5 - 2 * (6.0 / 4), 4.5 - 2 * (5.0 / 3)])
        #expect(abs(ratio.mean - expected.mean) < 1e-12)
        let factor = exp(try #require(expected.halfWidth) / expected.mean)
        #expect(abs(try #require(ratio.lower) - expected.mean / factor) < 1e-12)
        #expect(abs(try #require(ratio.upper) - expected.mean * factor) < 1e-12)
        #expect(ratio.count == 3)
    }

    @Test func `equal variants differ by exactly nothing`() {
        let values = [1.25, 3.5, 2.75, 9.125]
        let comparison = PairedComparison(of: values, against: values)
        #expect(comparison.difference.mean == 0)
        #expect(comparison.difference.halfWidth == 0)
        #expect(comparison.ratio?.mean == 1)
        #expect(comparison.ratio?.halfWidth == 0)
    }

    @Test func `one replication gives estimates without widths`() {
        let comparison = PairedComparison(of: [6], against: [4])
        #expect(comparison.difference.mean == 2)
        #expect(comparison.difference.halfWidth == nil)
        #expect(comparison.ratio?.mean == 1.5)
        #expect(comparison.ratio?.halfWidth == nil)
    }

    @Test(arguments: [[1.0, 0.0], [1.0, -1.0]])
    func `no ratio to a baseline that is not positive`(baseline: [Double]) {
        let comparison = PairedComparison(of: [1, 2], against: baseline)
        #expect(comparison.ratio == nil)
        #expect(comparison.difference.count == 2)
    }

    /// A t interval reaches below 0 in all of these, and the jackknife's estimate does in the last.
    @Test(arguments: [
        ([9.0, 1.0], [5.0, 5.0]), ([1.0, 3.0, 0.1], [1.0, 1.0, 1.0]), ([1e-3, 1e-9], [1.0, 1.0]),
        ([1000.0, 0.001], [0.001, 1000.0]),
    ])
    func `a ratio of positive values is positive`(_ variant: [Double], _ baseline: [Double]) throws {
        let ratio = try #require(PairedComparison(of: variant, against: baseline).ratio)
        #expect(ratio.mean > 0)
        guard let lower = ratio.lower, let upper = ratio.upper else { return }
        #expect(0 <= lower && lower <= ratio.mean && ratio.mean <= upper && upper.isFinite)
    }

    /// Of equal work, the ratio of rates is that of the times turned over, jackknifed alike.
    @Test func `averages over time are compared by what happened in all of it`() throws {
        let (fast, slow) = ([1.0, 1.2, 0.8], [2.0, 3.0, 1.6])
        let rates = [fast, slow].map { seconds in TimeAverage(of: seconds.map { 6 / $0 }, overSeconds: seconds) }
        let ratio = try #require(PairedComparison.ratio(of: rates[0], against: rates[1]))
        let times = try #require(PairedComparison(of: slow, against: fast).ratio)
        #expect(abs(ratio.mean - times.mean) < 1e-12)
        #expect(abs(try #require(ratio.upper) - (try #require(times.upper))) < 1e-12)
        #expect(PairedComparison.ratio(of: rates[0], against: rates[0])?.halfWidth == 0)
    }

    @Test(arguments: [([1.0, 2.0], [0.0, 1.0]), ([0.0, 2.0], [1.0, 1.0])])
    func `nothing is no baseline, of an average either`(_ values: [Double], _ seconds: [Double]) {
        let (variant, baseline) = (
            TimeAverage(of: [1, 1], overSeconds: [1, 1]), TimeAverage(of: values, overSeconds: seconds)
        )
        #expect(PairedComparison.ratio(of: variant, against: baseline) == nil)
    }

    /// 6 samples in 4 s beside 6 in 3 s: what both averages are uncertain by is paired.
    @Test func `averages over time differ by what happened in all of it`() throws {
        let (own, other) = (
            TimeAverage(of: [1, 3], overSeconds: [3, 1]), TimeAverage(of: [3, 1.5], overSeconds: [1, 2])
        )
        let difference = PairedComparison.difference(of: own, against: other)
        #expect(difference.mean == 1.5 - 2)
        // Residuals T(x − m) ÷ T̄: ∓0.75 beside ±2/3.
        let expected = ConfidenceInterval([-0.75 - 2.0 / 3, 0.75 + 2.0 / 3])
        #expect(abs(try #require(difference.halfWidth) - (try #require(expected.halfWidth))) < 1e-12)
        #expect(difference.count == 2)
    }

    @Test func `equal averages differ by exactly nothing`() {
        let average = TimeAverage(of: [0.1, 0.7, 0.3], overSeconds: [1, 2, 5])
        let difference = PairedComparison.difference(of: average, against: average, confidence: 0.9)
        #expect(difference.mean == 0 && difference.halfWidth == 0 && difference.confidence == 0.9)
    }

    @Test func `one replication leaves the difference of averages uncertain`() {
        let (own, other) = (TimeAverage(of: [3], overSeconds: [1]), TimeAverage(of: [2], overSeconds: [9]))
        let difference = PairedComparison.difference(of: own, against: other)
        #expect(difference.mean == 1 && difference.halfWidth == nil)
    }

    @Test func `nothing beside something is a ratio of 0`() {
        let ratio = PairedComparison(of: [0, 0], against: [1, 2]).ratio
        #expect(ratio?.mean == 0 && ratio?.halfWidth == 0)
    }

    @Test func `pairing removes the noise that both share`() throws {
        var stream = TestStream(seed: 4)
        let shared = (0..<20).map { _ in 100 + 10 * stream.normal() }
        let baseline = shared.map { $0 + 0.1 * stream.normal() }
        let variant = shared.map { $0 + 1 + 0.1 * stream.normal() }
        let paired = try #require(PairedComparison(of: variant, against: baseline).difference.halfWidth)
        let alone = try #require(ConfidenceInterval(variant).halfWidth)
        #expect(paired < alone / 20)
    }

    /// Log-normal pairs with a shared factor, ten per experiment; the true ratio of means is 1.25.
    ///
    /// The band is the two-sided 0.1 % band around 950 of 1,000, moved down by the skewness's known loss of about one
    /// point.
    @Test func `the ratio's interval covers the ratio of means`() throws {
        var stream = TestStream(seed: 77)
        var sum = 0.0
        let hits = try (0..<1_000).count { _ in
            let pairs = (0..<10).map { _ in
                let shared = exp(0.2 * stream.normal())
                return (variant: 1.25 * shared * exp(0.1 * stream.normal()), base: shared * exp(0.1 * stream.normal()))
            }
            let ratio = try #require(PairedComparison(of: pairs.map(\.variant), against: pairs.map(\.base)).ratio)
            sum += ratio.mean
            return ratio.contains(1.25)
        }
        #expect((916...971).contains(hits), "\(hits) of 1000")
        #expect(abs(sum / 1_000 - 1.25) < 0.005)
    }
}
