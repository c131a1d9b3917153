import Testing

@testable import Measurements

struct RoundedShareTests {
    @Test(
        arguments: [(0.3, 0.3), (1, 1), (1.0000000000000002, 1), (1 + 1e-13, 1), (1.000001, 1.000001), (-0.5, -0.5)]
            as [(Double, Double)])
    func `only rounding is cut off`(share: Double, expected: Double) {
        #expect(share.roundedShare == expected)
    }
}
