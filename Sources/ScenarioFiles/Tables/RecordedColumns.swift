/// Numbers from a file with columns, as programs and spreadsheets write them.
///
/// The first row names the columns if it has a name and no number, or if a name stands above a column of numbers; a
/// missing value (`nan`, `-`) is no name. pandas writes `,0`: columns without a name at the beginning are its index,
/// and no values.
///
/// Messages show cells and names only of files that are tables of numbers: a scenario may name any file.
package struct RecordedColumns {
    private let path: String
    private let shape: NumberTable

    /// Reads the table.
    ///
    /// - Throws: when the text is not a table of numbers.
    package init(_ text: String, path: String) throws(DataFileError) {
        self.path = path
        shape = try NumberTable(CSVCells(text, path: path), path: path)
    }

    /// The numbers of a column, a name or a number from 1 or nil for the only one, and a sentence on how they were
    /// read.
    package func values(of name: String?) throws(DataFileError) -> (numbers: [Double], note: String) {
        let column = try column(name)
        let numbers = try numbers(of: column)
        let rule =
            shape.hasHeader
            ? "column \(quoted(column.name)), which the first row names"
            : "column \(column.name); the first row is a value, no header"
        return (numbers, "\(path): \(numbers.count) \(numbers.count == 1 ? "value" : "values") of \(rule)")
    }

    private func numbers(of column: NumberTable.Column) throws(DataFileError) -> [Double] {
        switch shape.numbers(of: column) {
        case .success(let numbers): return numbers
        case .failure(let wrong):
            if wrong.text.isDecimalWithComma { throw decimalComma(path, line: wrong.line) }
            let cell = shape.isMostlyNumbers(column.index) ? quoted(String(wrong.text.prefix(40))) : "this"
            throw DataFileError(message: "\(path):\(wrong.line): \(cell) is not a number")
        }
    }

    private func column(_ column: String?) throws(DataFileError) -> NumberTable.Column {
        let columns = shape.columns
        let listed = Self.listed(columns)
        guard let column else {
            if columns.count == 1 { return columns[0] }
            let comma = shape.mayHaveDecimalCommas ? "; if each row is one number, write a decimal point" : ""
            throw DataFileError(
                message: "\(quoted(path)) has \(columns.count) columns: name one with `column` (\(listed))\(comma)")
        }
        let named = columns.filter { $0.name == column }
        if named.count > 1 {
            throw DataFileError(message: "\(quoted(path)) has \(named.count) columns called \(quoted(column))")
        }
        if let only = named.first { return only }
        if let number = Int(column), (1...columns.count).contains(number) { return columns[number - 1] }
        let rule = shape.hasHeader ? "its first row names \(listed)" : "it has \(columns.count), without names"
        throw DataFileError(message: "\(quoted(path)) has no column \(quoted(column)): \(rule)")
    }

    /// The names of the first columns, each cut short: a row may have hundreds of thousands.
    private static func listed(_ columns: [NumberTable.Column]) -> String {
        let shown = columns.prefix(20).map { quoted(String($0.name.unicodeScalars.prefix(40))) }
        let rest = columns.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}

extension String {
    /// A finite number with a decimal point; nil for anything else.
    var decimalNumber: Double? {
        let isDecimal = utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
        }
        return isDecimal ? Double(self).flatMap { $0.isFinite ? $0 : nil } : nil
    }

    /// Whether this is a number such as `6,1`.
    var isDecimalWithComma: Bool {
        utf8.contains(UInt8(ascii: ",")) && replacing(",", with: ".", maxReplacements: 1).decimalNumber != nil
    }
}

/// What is said of such a number.
func decimalComma(_ path: String, line: Int) -> DataFileError {
    DataFileError(
        message: "\(path):\(line): a number has a comma: write a decimal point, and nothing between thousands")
}
