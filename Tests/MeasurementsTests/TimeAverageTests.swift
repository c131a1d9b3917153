import Foundation
import Testing

@testable import Measurements

@Suite struct TimeAverageTests {
    /// One sample a second for 3 s, and 3 samples a second for 1 s: 6 samples in 4 s.
    @Test func `what happened is divided by the time that it took`() {
        let average = TimeAverage(of: [1, 3], overSeconds: [3, 1])
        #expect(average.mean == 1.5)
        // Residuals T(x − m) ÷ T̄ of ∓0.75 beside the mean.
        let expected = ConfidenceInterval([0.75, 2.25])
        #expect(average.interval() == expected)
    }

    @Test(arguments: [1, 2, 10])
    func `equal values are certain to the last digit`(count: Int) {
        let average = TimeAverage(
            of: Array(repeating: 0.1, count: count), overSeconds: (1...count).map { 0.3 * Double($0) })
        #expect(average.mean == 0.1)
        #expect(average.interval().halfWidth == (count > 1 ? 0 : nil))
        #expect(average.shareInterval().halfWidth == (count > 1 ? 0 : nil))
    }

    @Test func `over equal times it is the plain mean`() throws {
        let values = [0.2, 0.5, 0.3, 0.9]
        let interval = TimeAverage(of: values, overSeconds: [2, 2, 2, 2]).interval()
        let plain = ConfidenceInterval(values)
        #expect(abs(interval.mean - plain.mean) < 1e-15)
        #expect(abs(try #require(interval.halfWidth) - (try #require(plain.halfWidth))) < 1e-15)
    }

    @Test func `where no time passes, nothing is divided by it`() {
        #expect(TimeAverage(of: [0, 0], overSeconds: [0, 0]).mean == 0)
        #expect(TimeAverage(of: [2, 4], overSeconds: [0, 3]).mean == 4)
    }

    @Test(arguments: [[0.0, 1, 1], [0.99, 1, 0.2], [0, 0, 1e-9]])
    func `a share's interval stays between 0 and 1`(shares: [Double]) throws {
        let interval = TimeAverage(of: shares, overSeconds: [1, 100, 3]).shareInterval()
        let (lower, upper) = (try #require(interval.lower), try #require(interval.upper))
        #expect(0 <= lower && lower <= interval.mean && interval.mean <= upper && upper <= 1)
    }

    /// Runs of the same work whose times are log-normal with a mean of 1 s: the rate of all of them is 1 a second.
    ///
    /// Their own rates have the mean 1 + cv². The band is the two-sided 0.1 % band around 950 of 1,000, moved down by
    /// the two points that skewness is known to cost.
    @Test(arguments: [0.1, 0.5])
    func `the interval covers the rate of all the work`(cv: Double) {
        var stream = TestStream(seed: 5)
        let sigma = log(1 + cv * cv).squareRoot()
        var sum = 0.0
        let hits = (0..<1_000).count { _ in
            let seconds = (0..<30).map { _ in exp(sigma * stream.normal() - sigma * sigma / 2) }
            let average = TimeAverage(of: seconds.map { 1 / $0 }, overSeconds: seconds)
            sum += average.mean
            return average.interval().contains(1)
        }
        #expect((906...971).contains(hits), "\(hits) of 1000")
        #expect(abs(sum / 1_000 - 1) < 0.02)
    }
}
