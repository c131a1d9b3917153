import Foundation
import Measurements
import Testing

struct ShareIntervalTests {
    @Test func `a small case by hand`() throws {
        // Mean .2, s² = .0175, t(2; .975) = 4.302653: h = .328617, on the scale of log-odds h/(.2 · .8); the odds are 1
        // to 4.
        let interval = ConfidenceInterval(ofShares: [0.1, 0.15, 0.35])
        #expect(abs(interval.mean - 0.2) < 1e-15)
        let half = try #require(ConfidenceInterval([0.1, 0.15, 0.35]).halfWidth) / 0.16
        let (low, high) = (0.25 * exp(-half), 0.25 * exp(half))
        #expect(abs(try #require(interval.lower) - low / (1 + low)) < 1e-12)
        #expect(abs(try #require(interval.upper) - high / (1 + high)) < 1e-12)
        #expect(try #require(interval.halfWidth) == #require(interval.upper) - interval.mean)
        #expect(interval.count == 3 && interval.confidence == 0.95)
    }

    @Test(
        arguments: [
            [0, 1], [0, 0, 0, 1e-12], [1, 1, 1 - 1e-12], [1, 1 - 1e-16], [0, .leastNonzeroMagnitude], [1e-300, 0.999],
            [0, 0.5, 1], [1 + 1e-16, 1 - 1e-16], [-1e-17, 0.02], [0.5, 0.5 + 1e-16],
        ] as [[Double]])
    func `holds its estimate and stays between 0 and 1`(_ values: [Double]) throws {
        for confidence in [0.5, 0.95, 0.9999] {
            let interval = ConfidenceInterval(ofShares: values, confidence: confidence)
            let (lower, upper) = try (#require(interval.lower), #require(interval.upper))
            #expect(0 <= lower && lower <= interval.mean && interval.mean <= upper && upper <= 1, "\(interval)")
        }
    }

    @Test(arguments: [0.0, 0.3, 1.0])
    func `equal shares leave nothing uncertain`(_ share: Double) {
        let interval = ConfidenceInterval(ofShares: [share, share, share])
        #expect(interval.mean == share && interval.halfWidth == 0 && interval.lower == share && interval.upper == share)
    }

    @Test func `one share leaves the width unknown`() {
        let interval = ConfidenceInterval(ofShares: [0.4])
        #expect(interval.mean == 0.4 && interval.halfWidth == nil && interval.lower == nil && interval.upper == nil)
    }

    @Test func `0 and 1 are alike`() throws {
        let shares = [0.01, 0.02, 0.05, 0]
        let (one, other) = (ConfidenceInterval(ofShares: shares), ConfidenceInterval(ofShares: shares.map { 1 - $0 }))
        #expect(abs(try #require(one.lower) + #require(other.upper) - 1) < 1e-12)
        #expect(abs(try #require(one.upper) + #require(other.lower) - 1) < 1e-12)
    }

    @Test func `figures in the middle that hardly vary get the t interval`() throws {
        let shares = [0.5, 0.5001, 0.4999, 0.5002]
        let (share, plain) = (ConfidenceInterval(ofShares: shares), ConfidenceInterval(shares))
        #expect(abs(try #require(share.halfWidth) / #require(plain.halfWidth) - 1) < 1e-6)
    }

    @Test func `what is no share shows`() {
        #expect(ConfidenceInterval(ofShares: [0.9, 1.21]) == ConfidenceInterval([0.9, 1.21]))
    }

    /// Hits of the 95 % interval of ten shares with density 49(1 − x)⁴⁸, mean 0.02, in 1,000 experiments.
    ///
    /// The true coverage is 93.3 % (10⁶ experiments); the band is the two-sided 0.1 % band around it. The t interval's
    /// is 90.3 %.
    @Test func `covers near 0`() {
        var stream = TestStream(seed: 31)
        let hits = (0..<1_000).count { _ in
            let shares = (0..<10).map { _ in 1 - pow(stream.uniform(), 1.0 / 49) }
            return ConfidenceInterval(ofShares: shares).contains(0.02)
        }
        #expect((907...959).contains(hits), "\(hits) of 1000")
    }
}
