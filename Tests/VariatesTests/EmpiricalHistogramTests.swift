import Testing

@testable import Variates

@Suite struct EmpiricalHistogramTests {
    @Test func `has the moments of uniform bins`() throws {
        let histogram = Distribution.histogram(try EmpiricalHistogram(edges: [0, 2, 6], counts: [30, 10]))
        #expect(histogram.mean == 0.75 * 1 + 0.25 * 4)
        #expect(abs(histogram.variance - (0.75 * (4.0 / 12 + 0.5625) + 0.25 * (16.0 / 12 + 5.0625))) < 1e-14)
        #expect(histogram.support == 0...6)
        #expect(histogram.cumulativeProbability(1) == 0.375)
        #expect(histogram.cumulativeProbability(2) == 0.75)
        #expect(histogram.cumulativeProbability(4) == 0.875)
    }

    @Test func `reads percentiles as a piecewise linear quantile function`() throws {
        let percentiles = try EmpiricalHistogram(percentiles: [(0, 1), (0.5, 2), (0.9, 4), (1, 10)])
        let distribution = Distribution.histogram(percentiles)
        #expect(abs(distribution.mean - (0.5 * 1.5 + 0.4 * 3 + 0.1 * 7)) < 1e-14)
        for (probability, value) in [(0.25, 1.5), (0.5, 2), (0.7, 3), (0.9, 4), (0.95, 7)] {
            #expect(abs(distribution.cumulativeProbability(value) - probability) < 1e-14)
        }
    }

    @Test func `equal percentiles make one value likely`() throws {
        let distribution = Distribution.histogram(
            try EmpiricalHistogram(percentiles: [(0, 1), (0.2, 2), (0.8, 2), (1, 3)]))
        #expect(abs(distribution.cumulativeProbability(2) - 0.8) < 1e-15)
        #expect(abs(distribution.cumulativeProbability(2.0.nextDown) - 0.2) < 1e-12)
        var stream = VariateStream(distribution, key: StreamKey(seed: 1, replication: 0, stage: "ties"))
        let ties = (0..<20_000).count { _ in stream.next() == 2 }
        #expect(abs(Double(ties) - 12_000) < 3.29 * (20_000 * 0.6 * 0.4).squareRoot())
    }

    @Test func `never draws from an empty bin`() throws {
        let counts = [0.0, 1, 0, 0, 2, 0, 1, 0]
        let histogram = try EmpiricalHistogram(edges: (0...8).map(Double.init), counts: counts)
        var stream = VariateStream(.histogram(histogram), key: StreamKey(seed: 1, replication: 0, stage: "empty"))
        #expect((0..<20_000).allSatisfy { _ in counts[Int(stream.next())] > 0 })
    }

    static let rejectedHistograms: [(edges: [Double], counts: [Double], reason: String)] = [
        ([1], [], "at least 2 entries"), ([0, 1, 2], [1], "2 entries, one per bin"), ([0, 1, 1], [1, 1], "edge 3"),
        ([2, 1], [1], "greater than the one before, 2.0"), ([-1, 1], [1], "edge 1"), ([0, .nan], [1], "edge 2"),
        ([0, 1], [0], "sum of counts"), ([0, 1], [-1], "count 1"), ([0, .infinity], [1], "edge 2"),
    ]

    @Test(arguments: rejectedHistograms)
    func `rejects impossible histograms`(edges: [Double], counts: [Double], reason: String) {
        let error = #expect(throws: DistributionError.self) { try EmpiricalHistogram(edges: edges, counts: counts) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    static let rejectedPercentiles: [(list: [(probability: Double, value: Double)], reason: String)] = [
        ([(0, 1)], "a minimum and a maximum"), ([(0.1, 1), (1, 2)], "with the minimum"),
        ([(0, 1), (0.99, 2)], "with the maximum"), ([(0, 2), (1, 1)], "at least the one before, 2.0"),
        ([(0, 1), (0.5, 2), (0.5, 3), (1, 4)], "greater than the one before, 0.5"), ([(0, -1), (1, 1)], "value 1"),
        ([(0, 1), (.nan, 2), (1, 3)], "probability 2"),
    ]

    @Test(arguments: rejectedPercentiles)
    func `rejects impossible percentiles`(list: [(probability: Double, value: Double)], reason: String) {
        let error = #expect(throws: DistributionError.self) { try EmpiricalHistogram(percentiles: list) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
}
