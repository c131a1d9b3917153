import Testing

@testable import Lesson

/// Cells of tables with their places.
@Suite struct SeparatedCellsTests {
    private static func texts(_ text: String) -> [[String]] { SeparatedCells(text).rows.map { $0.map(\.text) } }

    @Test(
        arguments: [
            ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]), ("a;b,c\r\nd;e\r\n", [["a", "b,c"], ["d", "e"]]),
            ("a\tb\rc\td", [["a", "b"], ["c", "d"]]),
            ("\n# note, x\n\n a , b \n\n#1, x\nc,\n,,\n", [["a", "b"], ["#1", "x"], ["c", ""]]),
            ("\"a,b\",\"c \"\"d\"\"\"\n", [["a,b", "c \"d\""]]), ("\"a\nb\",c", [["a b", "c"]]), ("", []),
            ("\"a;b\",c\n", [["a;b", "c"]]), ("a", [["a"]]), ("a,\"b\"c", [["a", "bc"]]),
        ] as [(String, [[String]])])
    func `are told apart`(text: String, cells: [[String]]) {
        #expect(Self.texts(text) == cells)
        #expect(SeparatedCells(text).openQuote == nil)
    }

    @Test func `each has its line and column`() {
        let rows = SeparatedCells("pupil,1a\r\nAda,  x\n\"B\nC\",y\nD,\"z\"").rows
        #expect(rows[0][1] == .init(text: "1a", line: 1, column: 7))
        #expect(rows[1][1] == .init(text: "x", line: 2, column: 7))
        #expect(rows[2][0] == .init(text: "B C", line: 3, column: 1))
        #expect(rows[2][1] == .init(text: "y", line: 4, column: 4))
        #expect(rows[3][1] == .init(text: "z", line: 5, column: 3))
    }

    @Test func `a quote that stays open is told`() {
        #expect(SeparatedCells("a,b\nc,\"d\ne").openQuote == .init(line: 2, column: 3))
    }
}
