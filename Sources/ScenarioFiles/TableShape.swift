/// How many columns a table has, what they are called, and where its numbers are.
struct TableShape {
    /// A column of values.
    struct Column {
        /// Its place among the cells of a row.
        let index: Int
        /// What the first row calls it, or its number from 1.
        let name: String
    }

    private let first: [String]
    /// Rows below the first.
    private let rowsBelow: Int
    /// Numbers of each column, below the first row.
    private let numbersBelow: [Int]
    private let separator: Character

    /// - Throws: when rows differ in length, no column holds numbers, or decimals have commas.
    init(_ cells: CSVCells, path: String) throws(DataFileError) {
        var count = Counter()
        try cells.forEachRow { count.add($1, line: $0) }
        guard !count.first.isEmpty else { throw DataFileError(message: "\(quoted(path)) is empty") }
        first = count.first
        rowsBelow = count.rowsBelow
        numbersBelow = count.numbersBelow
        separator = cells.separator
        if let other = count.otherLength {
            let cells = "\(other.cells) \(other.cells == 1 ? "cell" : "cells")"
            let comma = separator == "," ? ": decimals have a point, and cells that hold commas are in quotes" : ""
            throw DataFileError(
                message: "\(path):\(other.line): \(cells), where the first row has \(first.count)\(comma)")
        }
        let isTable = first.indices.contains(where: isMostlyNumbers)
        if separator != "," || !isTable, let line = count.decimalComma { throw decimalComma(path, line: line) }
        guard isTable else { throw DataFileError(message: "\(quoted(path)) is not a table of numbers") }
    }

    /// Whether most cells of a column are numbers.
    func isMostlyNumbers(_ column: Int) -> Bool {
        rowsBelow > 0 ? 2 * numbersBelow[column] > rowsBelow : first[column].decimalNumber != nil
    }

    /// Whether the first row names the columns.
    var hasHeader: Bool {
        if !first.contains(where: { $0.decimalNumber != nil }) { return true }
        return first.indices.contains { column in
            let isName = column == 0 && first[0].isEmpty || !Self.isMissing(first[column])
            return isName && first[column].decimalNumber == nil && rowsBelow > 0 && numbersBelow[column] == rowsBelow
        }
    }

    /// The columns that hold values.
    var columns: [Column] {
        guard hasHeader else { return first.indices.map { Column(index: $0, name: "\($0 + 1)") } }
        let index = first.prefix { $0.isEmpty || $0.hasPrefix("Unnamed: ") }.count
        let named = index < first.count ? index : 0
        return first.indices.dropFirst(named).map { Column(index: $0, name: first[$0]) }
    }

    /// Whether two columns may be one of numbers such as `6,1`.
    var mayHaveDecimalCommas: Bool {
        separator == "," && first.count == 2 && !hasHeader && numbersBelow.allSatisfy { $0 == rowsBelow }
    }

    /// Whether a cell stands for a value that is not known.
    private static func isMissing(_ cell: String) -> Bool {
        ["", "-", "na", "n/a", "nan", "null", "none"].contains(cell.lowercased())
    }

    private struct Counter {
        var first: [String] = []
        var rowsBelow = -1
        var numbersBelow: [Int] = []
        var otherLength: (line: Int, cells: Int)?
        /// The line of the first number such as `6,1`.
        var decimalComma: Int?

        mutating func add(_ cells: [String], line: Int) {
            rowsBelow += 1
            if decimalComma == nil, cells.contains(where: \.isDecimalWithComma) { decimalComma = line }
            guard rowsBelow > 0 else {
                first = cells
                numbersBelow = cells.map { _ in 0 }
                return
            }
            guard cells.count == first.count else {
                otherLength = otherLength ?? (line, cells.count)
                return
            }
            for column in cells.indices where cells[column].decimalNumber != nil { numbersBelow[column] += 1 }
        }
    }
}
