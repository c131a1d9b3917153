import MeasuredCases
import Testing

@Suite struct QuantileTests {
    /// The values that numpy's default method gives.
    @Test(arguments: [
        ([4.0], 0.9, 4.0), ([1, 2], 0.5, 1.5), ([3, 1, 2], 0.5, 2), ([1, 2, 3, 4], 0.9, 3.7), ([5, 1, 3], 0, 1),
        ([5, 1, 3], 1, 5), ([0, 10, 20, 30, 40], 0.33, 13.2),
    ])
    func `interpolates between neighbours`(values: [Double], probability: Double, expected: Double) throws {
        let value = try #require(quantile(values, probability))
        #expect(abs(value - expected) < 1e-12)
    }

    @Test func `is nothing without values`() { #expect(quantile([], 0.5) == nil) }
}
