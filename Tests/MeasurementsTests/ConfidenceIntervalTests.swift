import Measurements
import Testing

struct ConfidenceIntervalTests {
    @Test func `a small case by hand`() throws {
        // Mean 3, s² = 2.5, t(4; .975) = 2.776445: half-width 2.776445 · √(2.5/5).
        let interval = ConfidenceInterval([1, 2, 3, 4, 5])
        #expect(interval.mean == 3)
        #expect(interval.count == 5)
        #expect(interval.confidence == 0.95)
        #expect(abs(try #require(interval.halfWidth) - 1.963243161477562) < 1e-9)
        #expect(abs(try #require(interval.lower) - 1.036756838522438) < 1e-9)
        #expect(abs(try #require(interval.upper) - 4.963243161477562) < 1e-9)
        #expect(abs(try #require(interval.relativeHalfWidth) - 0.654414387159187) < 1e-9)
        #expect(interval.contains(1.04) && interval.contains(4.96))
        #expect(!interval.contains(1.03) && !interval.contains(4.97))
    }

    @Test func `one observation leaves the width unknown`() {
        let interval = ConfidenceInterval([4.2])
        #expect(interval.mean == 4.2)
        #expect(interval.halfWidth == nil)
        #expect(interval.lower == nil)
        #expect(interval.upper == nil)
        #expect(interval.relativeHalfWidth == nil)
        #expect(!interval.contains(4.2))
    }

    @Test(arguments: [([0.0, 0.0, 0.0], 0.0), ([-1.0, 1.0], nil), ([5.0, 5.0], 0.0)] as [([Double], Double?)])
    func `a relative half-width needs a mean or no width`(values: [Double], expected: Double?) {
        #expect(ConfidenceInterval(values).relativeHalfWidth == expected)
    }

    @Test func `more confidence is wider`() throws {
        let widths = try [0.8, 0.9, 0.95, 0.99].map { confidence in
            try #require(ConfidenceInterval([1, 2, 4, 8], confidence: confidence).halfWidth)
        }
        #expect(widths == widths.sorted() && Set(widths).count == 4)
    }

    /// Hits of the 95 % interval in 1,000 experiments of ten observations.
    ///
    /// Normal: 931…967 is the two-sided 1 % band around 950. Exponential: the true coverage at n = 10 is 0.9006
    /// (2·10⁶ simulated experiments), because the t interval assumes symmetry; the same band around it is 875…924.
    @Test(arguments: [(false, 931...967), (true, 875...924)])
    func `covers the true mean as often as it should`(exponential: Bool, band: ClosedRange<Int>) {
        var stream = TestStream(seed: 20_240_601)
        let hits = (0..<1_000).count { _ in
            let values = (0..<10).map { _ in exponential ? stream.exponential() : 1 + stream.normal() }
            return ConfidenceInterval(values).contains(1)
        }
        #expect(band.contains(hits), "\(hits) of 1000")
    }
}
