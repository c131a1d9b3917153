import Testing

@testable import Importers

@Suite struct CommentTextTests {
    @Test(arguments: [(131_072, "128 KiB"), (512, "512 B"), (1000, "1000 B")] as [(Double, String)])
    func `writes sizes`(bytes: Double, text: String) { #expect(CommentText.size(bytes) == text) }

    @Test(arguments: [(1234.5, "1234"), (0.33412, "0.3341"), (12.3456, "12.35")] as [(Double, String)])
    func `rounds to four digits, or to those before the point`(value: Double, text: String) {
        #expect(CommentText.rounded(value) == text)
    }

    @Test func `writes times and bandwidths`() {
        #expect(CommentText.time(0.0000012345) == "1.235 us")
        #expect(CommentText.bandwidth(712_877_123.4) == "712.877 MB/s")
    }

    @Test func `breaks lines between words`() {
        let lines = CommentText.lines(Array(repeating: "word", count: 50).joined(separator: " "))
        #expect(lines.count == 3 && lines.allSatisfy { $0.count <= 97 })
        #expect(lines.joined(separator: " ").split(separator: " ").count == 50)
    }
}
