import ScenarioFiles
import Testing

struct ResultTableTests {
    private func table(_ text: String) throws(ScenarioFileError) -> ResultTable { try ResultTable(text, name: "r.csv") }

    @Test func `cells have the names of their columns`() throws {
        let table = try table("# written by hand\na,b,c\n1,,\"x, y\"\n\n-2.5e3,z,\n")
        #expect(table.columns == ["a", "b", "c"] && table.rows.map(\.line) == [3, 5])
        #expect(table.cell("c", of: table.rows[0]) == "x, y" && table.cell("b", of: table.rows[0]) == nil)
        #expect(table.cell("d", of: table.rows[0]) == nil)
        #expect(try table.number("a", of: table.rows[1]) == -2500)
        #expect(try table.number("b", of: table.rows[0]) == nil)
    }

    @Test(
        arguments: [
            ("", nil, nil, "empty"), ("a,b\n", nil, nil, "no row below"),
            ("a,b,a\n1,2,3\n", 1, 5, "second column is called `a`"),
            ("a,,c\n1,2,3\n", 1, 3, "no name"), ("a,b\n1,2\n3\n", 3, 1, "1 cell, where the first row has 2"),
            ("a,b\n1,2,3\n", 2, 1, "3 cells"), ("a\n\"1\n", nil, nil, "not closed"),
        ] as [(String, Int?, Int?, String)])
    func `says what is wrong, and where`(_ text: String, _ line: Int?, _ column: Int?, _ message: String) throws {
        let error = try #require(#expect(throws: ScenarioFileError.self) { try table(text) })
        let diagnostic = try #require(error.diagnostics.first)
        #expect(
            diagnostic.line == line && diagnostic.column == column && diagnostic.message.contains(message), "\(error)")
    }

    @Test(arguments: [("nan", "`nan`"), ("1,5", "`1,5`"), ("0x10", "`0x10`"), ("inf", "`inf`"), ("5 ms", "`5 ms`")])
    func `what is no number is refused at its place`(_ cell: String, _ shown: String) throws {
        let table = try table("name,value,more\n\"a, b\",\"\(cell)\",1\n")
        let error = try #require(
            #expect(throws: ScenarioFileError.self) { try table.number("value", of: table.rows[0]) })
        let diagnostic = try #require(error.diagnostics.first)
        #expect(diagnostic.message.contains(shown) && diagnostic.line == 2 && diagnostic.column == 8)
    }

    @Test func `a file that is not there is named`() throws {
        let error = try #require(#expect(throws: ScenarioFileError.self) { try ResultTable(path: "/nonexistent.csv") })
        #expect("\(error)".contains("/nonexistent.csv") && "\(error)".contains("no such file"))
    }
}
