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
}
