import Foundation
import Testing

@testable import ScenarioFiles

@Suite struct RecordedColumnsTests {
    private func values(_ text: String, _ column: String? = nil) throws(DataFileError) -> [Double] {
        try RecordedColumns(text, path: "t.csv").values(of: column).numbers
    }

    private func message(_ text: String, _ column: String? = nil) -> String {
        let error = #expect(throws: DataFileError.self) { try RecordedColumns(text, path: "t.csv").values(of: column) }
        return error?.message ?? ""
    }

    private func field(_ name: String) throws -> String {
        try String(contentsOfFile: Fixtures.directory + "/Field/\(name)", encoding: .utf8)
    }

    // MARK: Files as people have them

    @Test(
        arguments: [
            ("pandas-index.csv", nil), ("pandas-index.csv", "decode"), ("pandas-index.csv", "1"),
            ("pandas-unnamed.csv", nil), ("pandas-unnamed.csv", "0"), ("pandas-unnamed.csv", "1"),
        ] as [(String, String?)])
    func `an index of pandas is no value`(name: String, column: String?) throws {
        #expect(try values(try field(name), column) == [6.1, 5.8, 6.4, 12])
    }

    @Test func `quotes are those of RFC 4180`() throws {
        #expect(try values(try field("quoted.csv"), "decode (ms)") == [6.1, 5.8, 6.4])
        #expect(try values(try field("quoted.csv"), "2") == [6.1, 5.8, 6.4])
    }

    @Test(
        arguments: [
            ("decimal-comma.csv", nil), ("decimal-comma.csv", "decode"), ("decimal-comma.csv", "1"),
            ("semicolons.csv", nil), ("semicolons.csv", "decode"), ("semicolons.csv", "sample"),
        ] as [(String, String?)])
    func `decimal commas are answered`(name: String, column: String?) throws {
        #expect(message(try field(name), column).contains("t.csv:2: "))
        #expect(message(try field(name), column).contains("write a decimal point"))
    }

    /// Where it is not, but not what stands there: it may be anything.
    @Test(arguments: [
        ("secret", "line 1"), ("a,b\nsecret,2\nsecret,secret", "line 2, cell 1"),
        ("a,b\n1,secret\nsecret,secret\nsecret,3\nx,y", "line 2, cell 2"), ("\na\nsecret", "line 3"),
    ])
    func `what is no table of numbers says where`(text: String, place: String) {
        #expect(message(text) == "`t.csv` is not a table of numbers: \(place) is not a number")
    }

    // MARK: What is a header

    @Test(arguments: [
        ("1\n2\n", [1.0, 2], "2 values of column 1; the first row is a value, no header"),
        ("ms\n1\n2\n", [1, 2], "2 values of column `ms`, which the first row names"),
        // A named index beside a series without a name.
        ("sample,0\n0,6.1\n1,5.8", [6.1, 5.8], "2 values of column `0`, which the first row names"),
        // Names in the other column, and no header.
        ("a.jpg,6.1\nb.jpg,5.8", [6.1, 5.8], "2 values of column 2; the first row is a value, no header"),
        // A value that is not known in the first row does not make it a header.
        ("na,6.1\n2,5.8", [6.1, 5.8], "2 values of column 2; the first row is a value, no header"),
        (",Unnamed: 0,t\n0,0,6.1\n1,1,5.8", [6.1, 5.8], "2 values of column `t`, which the first row names"),
        ("na,t\n1,6.1\n2,5.8", [6.1, 5.8], "2 values of column `t`, which the first row names"),
    ])
    func `recognises a header, and says so`(text: String, numbers: [Double], note: String) throws {
        let columns = try RecordedColumns(text, path: "t.csv")
        let name =
            text.hasPrefix("sample")
            ? "0" : text.hasPrefix("na,t") ? "t" : text.contains(",6.1\n2") || text.hasPrefix("a.") ? "2" : nil
        let (read, said) = try columns.values(of: name)
        #expect(read == numbers)
        #expect(said == "t.csv: \(note)")
    }

    /// A value that is not known, or not finite, or not decimal is a value all the same, and no name of a column.
    @Test(arguments: ["nan", "-", "NA", "<NA>", "-inf", "Infinity", "0x10", "1e999", "\"\""])
    func `a first value that cannot be used is no header`(cell: String) {
        let expected = "t.csv:1: `\(cell == "\"\"" ? "" : cell)` is not a number"
        #expect(message("\(cell)\n1\n2\n") == expected)
        #expect(message("\(cell),\(cell)\n1,3\n2,4\n", "1") == expected)
    }

    @Test func `a first value with a decimal comma is no header`() {
        #expect(message("\"6,1\"\n5\n8\n").contains("t.csv:1: a number has a comma: write a decimal point"))
    }

    // MARK: Forms

    @Test(arguments: [
        "# made by hand\n\na,b\n# between\n1,2\n\n3,4.5\n", "a,b\r\n1,2\r\n3,4.5\r\n", "a,b\r1,2\r3,4.5",
        "a\tb\n1\t2\n3\t4.5", "a;b\n1;2\n3;4.5", "\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"4.5\"", "a , b\n1 , 2 \n 3,4.5",
    ])
    func `reads the forms of tables`(text: String) throws {
        #expect(try values(text, "b") == [2, 4.5])
        #expect(try values(text, "2") == [2, 4.5])
    }

    @Test func `the last cell may be quoted, and empty cells are cells`() throws {
        #expect(try values("a,b\n1,\"\"", "a") == [1])
        #expect(try values("a,b\n1,", "a") == [1])
        #expect(message("a,b\n1,2\n3,", "b") == "t.csv:3: this is not a number")
    }

    // MARK: What is no table

    @Test(arguments: [
        ("", "`t.csv` is empty"), ("# nothing\n", "`t.csv` is empty"),
        ("a,b\n1,2\n1,2,3", "t.csv:3: 3 cells, where the first row has 2: write a decimal point"),
        ("a;b\n1;2\n1", "t.csv:3: 1 cell, where the first row has 2"),
        ("a\n\"1\n2\n", "t.csv:2: a quote that opens in this row is not closed"),
        ("a,b\n1,2\n\"1\"x\"\",2", "t.csv:3: a quote inside a cell"),
        ("a,b\n1,\"2\"\u{301}\n3,4\n", "a quote"),
        ("6,1\n5,8", "name one with `column` (`1`, `2`); if each row is one number, write a decimal point"),
        ("a\n\"6,1\"", "t.csv:2: a number has a comma: write a decimal point"),
        ("a\n0x10\n1\n2", "t.csv:2: `0x10` is not a number"), ("a\n1\nnan\n2", "t.csv:3: `nan` is not a number"),
        ("a\n1\n1e999\n2", "t.csv:3: `1e999` is not a number"),
    ])
    func `says what is wrong`(text: String, expected: String) {
        #expect(message(text).contains(expected), "\(message(text))")
    }

    @Test func `names columns once, and says which there are`() {
        #expect(message("a,a\n1,2", "a") == "`t.csv` has 2 columns called `a`")
        #expect(message("a,b\n1,2", "c") == "`t.csv` has no column `c`: its first row names `a`, `b`")
        #expect(message("1,2\n1,2", "c") == "`t.csv` has no column `c`: it has 2, without names")
        #expect(message("1,2\n1,2", "3").contains("no column `3`"))
    }

    @Test func `lists the first of many columns`() {
        let names = (1...5000).map { "c\($0)" }
        let text = names.joined(separator: ",") + "\n" + names.map { _ in "1" }.joined(separator: ",")
        let listed = (1...20).map { "`c\($0)`" }.joined(separator: ", ") + " and 4980 more"
        #expect(message(text) == "`t.csv` has 5000 columns: name one with `column` (\(listed))")
        #expect(message(text, "x") == "`t.csv` has no column `x`: its first row names \(listed)")
    }

    @Test(arguments: [
        "root:$6$secret:19000:0:99999:7:::\ndaemon:*:19000:0:99999:7:::\n", "secret, really\nand more\n",
        "key = \"secret\"\n", "secret", "a,secret\nb,secret\n", "\u{7F}ELF secret\n,,,\n", "secret;x\n1\n",
    ])
    func `shows nothing of files that are no tables`(text: String) {
        for column in [nil, "1", "2", "x"] {
            #expect(!message(text, column).contains("secret"), "\(message(text, column))")
        }
    }

    @Test func `a row is bounded, and so is a table that is not rectangular`() {
        let long = String(repeating: "1,", count: 600_000)
        #expect(message("a\n1\n" + long).hasPrefix("t.csv:3: this row is too long for a table"))
        // A view of all rows would lengthen each to the longest.
        let wide = String(repeating: "1,", count: 2000) + "\n" + String(repeating: "1\n", count: 2000)
        #expect(message(wide).hasPrefix("t.csv:2: 1 cell, where the first row has 2001"))
    }
}
