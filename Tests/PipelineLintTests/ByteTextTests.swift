import Testing

@testable import PipelineLint

@Suite struct ByteTextTests {
    @Test(
        arguments: [
            (0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (1000, "1 kB"), (94_080_000_000, "94.1 GB"),
            (64e9, "64 GB"), (123_456_789, "123 MB"), (5e18, "5000 PB"),
        ] as [(Double, String)])
    func `sizes as sentences give them`(bytes: Double, text: String) {
        #expect(ByteText.text(bytes) == text)
    }

    @Test(
        arguments: [
            (9.4e9, 8e9, "9.4 GB, of 8 GB available"),
            (16.01e9, 16e9, "16.01 GB, of 16 GB available"),
            (16_000_000_001, 16e9, "16.000000001 GB, of 16 GB available"),
            (123_456_789, 123_400_000, "123.46 MB, of 123.4 MB available"),
            (8e9, 8e9, "8 GB, of 8 GB available"),
        ] as [(Double, Double, String)])
    func `sizes that differ are told apart`(bytes: Double, limit: Double, text: String) {
        #expect(ByteText.text(bytes, of: limit) == text)
    }
}
