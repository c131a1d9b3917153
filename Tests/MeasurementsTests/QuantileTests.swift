import Measurements
import Testing

@Suite struct QuantileTests {
    /// The values that numpy's default method gives.
    @Test(arguments: [
        ([4.0], 0.9, 4.0), ([1, 2], 0.5, 1.5), ([3, 1, 2], 0.5, 2), ([1, 2, 3, 4], 0.9, 3.7), ([5, 1, 3], 0, 1),
        ([5, 1, 3], 1, 5), ([0, 10, 20, 30, 40], 0.33, 13.2),
    ])
    func `interpolates between neighbours`(values: [Double], probability: Double, expected: Double) throws {
        let value = try #require(values.quantile(probability))
        #expect(abs(value - expected) < 1e-12)
    }

    @Test func `a median lies in the middle`() {
        #expect([3.0, 1, 2, 4].median == 2.5)
        #expect([3.0, 1, 2].median == 2)
        #expect([.infinity, 1, 2].median == 2)
        #expect([3, 1, 2, 4].lowerMedian == 2)
        #expect([3, 1, 2].lowerMedian == 2)
    }

    @Test func `is nothing without values`() {
        #expect(([] as [Double]).quantile(0.5) == nil)
        #expect(([] as [Double]).median.isNaN)
        #expect(([] as [Int]).lowerMedian == nil)
    }
}
