import Testing

@testable import Reports

@Suite struct DifferingTextsTests {
    @Test(
        arguments: [
            (0x1p34, 0x1p33, "16.0 GiB", "8.00 GiB"), (16_005_000_000, 16_000_000_000, "14.91 GiB", "14.90 GiB"),
            (0x1p34 + 1, 0x1p34, "16.000000001 GiB", "16.000000000 GiB"), (0x1p34, 0x1p34, "16.0 GiB", "16.0 GiB"),
        ] as [(Double, Double, String, String)])
    func `two sizes have the digits that tell them apart`(one: Double, other: Double, first: String, second: String) {
        let texts = DifferingTexts(one, other) { QuantityFormat.bytes($0, digits: $1) }
        #expect(texts.first == first && texts.second == second)
    }
}
