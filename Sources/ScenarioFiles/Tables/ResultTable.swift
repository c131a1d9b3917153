/// A table of results, as this program writes them: named columns, and cells that know their places.
package struct ResultTable: Sendable {
    /// A row below the head.
    package struct Row: Sendable {
        /// The line on which it begins, from 1.
        package let line: Int
        fileprivate let cells: [String]
    }

    /// What the first row calls the columns, each name once.
    package let columns: [String]
    /// The rows below it, at least one.
    package let rows: [Row]
    private let source: SourceText
    private let separator: Character

    /// Reads a file; `-` is standard input.
    ///
    /// - Throws: when it cannot be read, or is not a table.
    package init(path: String) throws(ScenarioFileError) {
        let text: String
        do { text = try InputLimits.text(try InputLimits.read(path: path, limit: InputLimits.dataBytes)) } catch {
            throw ScenarioFileError(Diagnostic(error.reason, file: path))
        }
        try self.init(text, name: path == "-" ? "standard input" : path)
    }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: comma-separated values, the names of the columns first.
    ///   - name: what messages call it.
    /// - Throws: when a row has more or fewer cells than the first, a column has no name of its own, or nothing is below the head.
    package init(_ text: String, name: String) throws(ScenarioFileError) {
        var all: [Row] = []
        let separator: Character
        do {
            let cells = try CSVCells(text, path: name)
            separator = cells.separator
            try cells.forEachRow { all.append(Row(line: $0, cells: $1)) }
        } catch {
            let message = error.message.replacing("\(name):", with: "line ", maxReplacements: 1)
            throw ScenarioFileError(Diagnostic(message, file: name))
        }
        source = SourceText(name: name, text: text)
        self.separator = separator
        guard let head = all.first, all.count > 1 else {
            throw ScenarioFileError(
                Diagnostic(all.isEmpty ? "this is empty" : "there is no row below the names of the columns", file: name)
            )
        }
        columns = head.cells
        rows = Array(all.dropFirst())
        for (index, column) in columns.enumerated() where column.isEmpty || columns[..<index].contains(column) {
            let message = column.isEmpty ? "this column has no name" : "a second column is called \(quoted(column))"
            throw mistake(message, in: head, at: index)
        }
        for row in rows where row.cells.count != columns.count {
            let number = row.cells.count == 1 ? "1 cell" : "\(row.cells.count) cells"
            throw mistake("\(number), where the first row has \(columns.count)", in: row, at: 0)
        }
    }

    /// The cell of a column; nil where there is no such column, or the cell is empty.
    package func cell(_ column: String, of row: Row) -> String? {
        guard let index = columns.firstIndex(of: column), !row.cells[index].isEmpty else { return nil }
        return row.cells[index]
    }

    /// The number in a cell; nil where there is no such column, or the cell is empty.
    ///
    /// - Throws: when it is no finite number.
    package func number(_ column: String, of row: Row) throws(ScenarioFileError) -> Double? {
        guard let text = cell(column, of: row) else { return nil }
        guard let number = text.decimalNumber else {
            throw mistake("\(quoted(text)) is not a number", in: row, column, accepted: "a decimal point, no unit")
        }
        return number
    }

    /// A mistake, with its line and column.
    ///
    /// - Parameters:
    ///   - message: what is wrong.
    ///   - row: where.
    ///   - column: the name of the column.
    ///   - accepted: what would be accepted.
    ///   - suggestion: a name that may be meant.
    package func mistake(
        _ message: String, in row: Row, _ column: String, accepted: String? = nil, suggestion: String? = nil
    ) -> ScenarioFileError {
        mistake(message, in: row, at: columns.firstIndex(of: column) ?? 0, accepted: accepted, suggestion: suggestion)
    }

    /// A mistake of the whole table.
    package func mistake(_ message: String, accepted: String? = nil) -> ScenarioFileError {
        ScenarioFileError(Diagnostic(message, file: source.name, accepted: accepted))
    }

    private func mistake(
        _ message: String, in row: Row, at index: Int, accepted: String? = nil, suggestion: String? = nil
    ) -> ScenarioFileError {
        let location = Location(source: source, line: row.line, column: columnOfCell(index, inLine: row.line))
        return ScenarioFileError(Diagnostic(message, at: location, accepted: accepted, suggestion: suggestion))
    }

    /// Where a cell begins in its line; that of the line's last cell where a quoted cell goes on in the next.
    private func columnOfCell(_ index: Int, inLine line: Int) -> Int {
        var (left, isQuoted, start) = (index, false, 1)
        for (position, character) in (source.line(line) ?? "").unicodeScalars.enumerated() where left > 0 {
            if character == "\"" { isQuoted.toggle() }
            guard !isQuoted, Character(character) == separator else { continue }
            left -= 1
            start = position + 2
        }
        return start
    }
}
