import Testing

@testable import Reports

@Suite struct TableTests {
    private let table = Table(
        alignments: [.left, .right, .left],
        rows: [["name", "value", "remark"], ["a", "1", ""], ["long name", "1,000", "x"], ["b", "", "±ü"]])

    @Test func `aligns columns and leaves no space at the end of lines`() {
        #expect(
            table.lines(colour: false) == [
                "name       value  remark", "a              1", "long name  1,000  x", "b                 ±ü",
            ])
        #expect(table.width == 24)
    }

    @Test func `puts colour around words, not around the space between them`() {
        var coloured = table
        coloured.rows[1][1].emphasis = .bad
        #expect(coloured.lines(colour: true)[1] == "a              \u{1B}[31m1\u{1B}[0m")
        #expect(coloured.lines(colour: false) == table.lines(colour: false))
    }

    @Test func `breaks paragraphs between words`() {
        #expect(Paragraph.lines("one two  three four", columns: 9, indent: "  ") == ["one two", "  three", "  four"])
        #expect(Paragraph.lines("unbreakable", columns: 4) == ["unbreakable"])
        #expect(Paragraph.lines("", columns: 4) == [])
    }
}
