/// A table of numbers: its columns, what they are called, and their values.
struct NumberTable {
    /// A column of values.
    struct Column {
        /// Its place among the cells of a row.
        let index: Int
        /// What the first row calls it, or its number from 1.
        let name: String
    }

    private let first: [String]
    private let firstLine: Int
    /// Rows below the first.
    private let rowsBelow: Int
    /// Each column below the first row.
    private let below: [ColumnValues]
    private let separator: Character

    /// - Throws: when rows differ in length, no column holds numbers, or decimals have commas.
    init(_ cells: CSVCells, path: String) throws(DataFileError) {
        var count = Counter()
        try cells.forEachRow { count.add($1, line: $0) }
        guard !count.first.isEmpty else { throw DataFileError(message: "\(quoted(path)) is empty") }
        first = count.first
        firstLine = count.firstLine
        rowsBelow = count.rowsBelow
        below = count.below
        separator = cells.separator
        if let other = count.otherLength {
            let cells = "\(other.cells) \(other.cells == 1 ? "cell" : "cells")"
            let comma = separator == "," ? ": write a decimal point, and quote cells that hold commas" : ""
            throw DataFileError(
                message: "\(path):\(other.line): \(cells), where the first row has \(first.count)\(comma)")
        }
        let isTable = first.indices.contains(where: isMostlyNumbers)
        if separator != "," || !isTable, let line = count.decimalComma { throw decimalComma(path, line: line) }
        guard isTable else {
            throw DataFileError(message: "\(quoted(path)) is not a table of numbers: \(wrongCell) is not a number")
        }
    }

    /// Where the first cell is that is no number, below the first row if there is more.
    private var wrongCell: String {
        let cells = below.enumerated().compactMap { column, values in values.wrong.map { ($0.line, column + 1) } }
        let (line, column) = cells.min { $0 < $1 } ?? (firstLine, 1)
        return first.count == 1 ? "line \(line)" : "line \(line), cell \(column)"
    }

    /// Whether most cells of a column are numbers.
    func isMostlyNumbers(_ column: Int) -> Bool {
        rowsBelow > 0 ? 2 * below[column].numbers.count > rowsBelow : first[column].decimalNumber != nil
    }

    /// Whether the first row names the columns.
    var hasHeader: Bool {
        let names = first.indices.filter { Self.isName(first[$0]) }
        guard first.contains(where: { $0.decimalNumber != nil }) else { return !names.isEmpty }
        let index = first[0].isEmpty ? [0] : []
        return (index + names).contains { rowsBelow > 0 && below[$0].numbers.count == rowsBelow }
    }

    /// The columns that hold values.
    var columns: [Column] {
        guard hasHeader else { return first.indices.map { Column(index: $0, name: "\($0 + 1)") } }
        let index = first.prefix { $0.isEmpty || $0.hasPrefix("Unnamed: ") }.count
        let named = index < first.count ? index : 0
        return first.indices.dropFirst(named).map { Column(index: $0, name: first[$0]) }
    }

    /// The numbers of a column, or the first cell of it that is none.
    func numbers(of column: Column) -> Result<[Double], WrongCell> {
        var all = ColumnValues()
        if !hasHeader { all.add(first[column.index], line: firstLine) }
        let below = below[column.index]
        if let wrong = all.wrong ?? below.wrong { return .failure(wrong) }
        return .success(all.numbers + below.numbers)
    }

    /// A cell that is no number.
    struct WrongCell: Error {
        let line: Int
        let text: String
    }

    /// The numbers of a column, as far as they have been read.
    private struct ColumnValues {
        var numbers: [Double] = []
        var wrong: WrongCell?

        mutating func add(_ cell: String, line: Int) {
            if let number = cell.decimalNumber {
                numbers.append(number)
            } else if wrong == nil {
                wrong = WrongCell(line: line, text: cell)
            }
        }
    }

    /// Whether two columns may be one of numbers such as `6,1`.
    var mayHaveDecimalCommas: Bool {
        separator == "," && first.count == 2 && !hasHeader && below.allSatisfy { $0.numbers.count == rowsBelow }
    }

    /// Whether a cell is no number of any kind (`inf`, `0x10` and `6,1` are), and stands for no value that is not
    /// known.
    private static func isName(_ cell: String) -> Bool {
        let text = cell.lowercased()
        return Double(text) == nil && !text.isDecimalWithComma
            && !["", "-", "na", "n/a", "#n/a", "<na>", "null", "none"].contains(text)
    }

    private struct Counter {
        var first: [String] = []
        var firstLine = 0
        var rowsBelow = -1
        var below: [ColumnValues] = []
        var otherLength: (line: Int, cells: Int)?
        /// The line of the first number such as `6,1`.
        var decimalComma: Int?

        mutating func add(_ cells: [String], line: Int) {
            rowsBelow += 1
            if decimalComma == nil, cells.contains(where: \.isDecimalWithComma) { decimalComma = line }
            guard rowsBelow > 0 else {
                first = cells
                firstLine = line
                below = cells.map { _ in ColumnValues() }
                return
            }
            guard cells.count == first.count else {
                otherLength = otherLength ?? (line, cells.count)
                return
            }
            for column in cells.indices { below[column].add(cells[column], line: line) }
        }
    }
}
