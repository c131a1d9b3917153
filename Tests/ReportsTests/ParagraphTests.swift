import Testing

@testable import Reports

@Suite struct ParagraphTests {
    @Test func `breaks paragraphs for any width`() {
        for columns in [Int.min, -1, 0, 1, .max] {
            #expect(Paragraph.lines("one two", columns: columns).joined(separator: " ") == "one two")
        }
    }
}
