import Testing

@testable import Importers

@Suite struct AveragesTests {
    @Test func `a mean and a middle need values`() {
        #expect([3.0, 1, 2, 4].mean == 2.5 && [3.0, 1, 2, 6].middle == 2.5)
        #expect(([] as [Double]).mean == nil && ([] as [Double]).middle == nil)
    }

    /// In any order.
    @Test(arguments: [(0.0, 1.0), (0.25, 1), (0.26, 2), (0.5, 2), (0.99, 4), (1, 4)])
    func `the nearest rank is a value that occurred`(share: Double, expected: Double) {
        #expect([3.0, 1, 2, 4].nearestRank(share) == expected)
        #expect(([] as [Double]).nearestRank(share) == nil)
    }
}
