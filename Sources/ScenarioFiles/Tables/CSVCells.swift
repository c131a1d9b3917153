import Foundation
import SwiftCSV

/// The cells of a CSV text, row by row.
struct CSVCells {
    private let rows: TableRows
    private let path: String

    /// - Throws: when rows cannot be told apart.
    init(_ text: String, path: String) throws(DataFileError) {
        rows = try TableRows(text, path: path)
        self.path = path
    }

    /// What separates the cells of a row.
    var separator: Character { rows.separator }

    /// Calls a body with each row: the line on which it begins, and its cells without spaces around them.
    ///
    /// - Throws: when a row has other quotes than RFC 4180 allows.
    func forEachRow(_ body: @escaping (_ line: Int, _ cells: [String]) -> Void) throws(DataFileError) {
        var count = 0
        do {
            let csv = try CSV<Unread>(string: rows.text, delimiter: .character(separator), loadColumns: false)
            try csv.enumerateAsArray(startAt: 0, rowLimit: nil) { cells in
                guard rows.lines.indices.contains(count) else { return count += 1 }
                body(rows.lines[count], cells.map(\.withoutSpacesAround))
                count += 1
            }
        } catch {
            throw quotes(inRow: count)
        }
        // A quote and an accent after it are one character: it opens a cell for one reader, and nothing for the other.
        guard count == rows.lines.count else { throw quotes(inRow: 0) }
    }

    private func quotes(inRow row: Int) -> DataFileError {
        let line = rows.lines.indices.contains(row) ? rows.lines[row] : 1
        return DataFileError(
            message: "\(path):\(line): a quote inside a cell: put the whole cell in quotes, and double those in it"
        )
    }
}

/// SwiftCSV's own views keep all cells and lengthen every row to the longest; this one keeps none.
private struct Unread: CSVView {
    var rows: [[String]] { [] }
    var columns: [String]? { nil }

    init(header: [String], text: String, delimiter: CSVDelimiter, loadColumns: Bool, rowLimit: Int?) throws {}

    func serialize(header: [String], delimiter: CSVDelimiter) -> String { "" }
}

extension String {
    /// Most cells have no spaces around them, and need not be looked at character by character.
    fileprivate var withoutSpacesAround: String {
        let isPlain = utf8.first.map { 0x21...0x7E ~= $0 } ?? true && utf8.last.map { 0x21...0x7E ~= $0 } ?? true
        return isPlain ? self : trimmingCharacters(in: .whitespaces)
    }
}
