import Testing

@testable import Variates

@Suite struct EmpiricalHistogramSampleTests {
    @Test(arguments: [2, 3, 10, 200, 5000])
    func `has the ends, the distribution function and the mean of the values`(count: Int) throws {
        let values = FitExamples.sample(.logNormal(logMean: 0, logSigma: 1), count: count, seed: 1).sorted()
        let histogram = try EmpiricalHistogram(ascending: values)
        #expect(histogram.support == values[0]...values[count - 1])
        let bins = Double(histogram.probabilities.count)
        #expect(bins <= max(2, 4 * Double(count).squareRoot()))
        let sample = SortedSample(ascending: values)
        let goodness = GoodnessOfFit(sample, .histogram(histogram))
        #expect(goodness.largestDistance < 1.5 / Double(min(count, 42)))
        if count >= 200 {
            #expect(abs(histogram.mean / sample.mean - 1) < 0.02)
            #expect(abs(histogram.variance / sample.variance - 1) < 0.1)
        }
    }

    @Test func `gives frequent values narrow bins and leaves gaps empty`() throws {
        let ties = Array(repeating: 1.0, count: 300) + Array(repeating: 2.0, count: 500)
        let rest = (1...200).map { 3 + Double($0) / 100 }
        let distribution = Distribution.histogram(try EmpiricalHistogram(ascending: ties + rest))
        #expect(distribution.cumulativeProbability(1) == 0)
        for x in [1.000_001, 1.5, 2] { #expect(abs(distribution.cumulativeProbability(x) - 0.3) < 1e-12) }
        for x in [2.000_003, 2.5, 3.01] { #expect(abs(distribution.cumulativeProbability(x) - 0.8) < 1e-12) }
        #expect(abs(distribution.cumulativeProbability(4) - 0.9) < 0.002)
        #expect(distribution.support == 1...5)
    }

    @Test func `leaves the gap between two modes empty`() throws {
        let modes = (0..<137).map { 1 + Double($0) / 1370 } + (0..<263).map { 3 + Double($0) / 2630 }
        let distribution = Distribution.histogram(try EmpiricalHistogram(ascending: modes))
        for x in [1.1, 2, 3] { #expect(abs(distribution.cumulativeProbability(x) - 137.0 / 400) < 1e-12) }
    }

    static let awkward: [[Double]] = [
        [0, 0, 0, 1], [1, 1, 1, 2], [1, 1.000_000_000_000_000_2, 5], [0, 1e-300, 1e12],
        [1, 1.000_000_01, 1.000_000_02, 1e6], [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6],
        [2, 2.000_000_000_001, 2.000_000_000_002, 2.000_000_000_003, 3],
    ]

    @Test(arguments: awkward)
    func `takes values however they lie`(values: [Double]) throws {
        let histogram = try EmpiricalHistogram(ascending: values)
        let sample = SortedSample(ascending: values)
        #expect(histogram.support.lowerBound == sample.minimum)
        #expect(histogram.support.upperBound == sample.maximum)
        #expect(abs(histogram.probabilities.reduce(0, +) - 1) < 1e-12)
    }
}
