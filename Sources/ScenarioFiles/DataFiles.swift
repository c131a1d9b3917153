import Foundation

/// Why a file of measured values cannot be used, as a sentence without its place.
package struct DataFileError: Error {
    package let message: String
}

/// The files of measured values of a scenario, each read once whatever the number of variants.
struct DataFiles: Sendable {
    private let directory: String
    private var columns: [String: [Double]] = [:]
    private var histograms: [String: FioHistogram] = [:]

    /// Files whose paths are relative to a directory: that of the scenario.
    init(directory: String) { self.directory = directory }

    /// The numbers of one column of a CSV file.
    mutating func column(_ column: String?, of path: String) throws(DataFileError) -> [Double] {
        let key = "\(path)\n\(column ?? "")"
        if let known = columns[key] { return known }
        let values = try ColumnReader(text: try text(of: path), path: path).numbers(of: column)
        columns[key] = values
        return values
    }

    /// The completion latencies of a file in fio's json+ format.
    mutating func fioHistogram(_ path: String, direction: String) throws(DataFileError) -> FioHistogram {
        let key = "\(path)\n\(direction)"
        if let known = histograms[key] { return known }
        let histogram = try FioHistogram(json: try text(of: path), direction: direction, path: path)
        histograms[key] = histogram
        return histogram
    }

    private func text(of path: String) throws(DataFileError) -> String {
        guard !path.isEmpty, path != "-" else { throw DataFileError(message: "a path is needed here") }
        let full = path.hasPrefix("/") ? path : "\(directory)/\(path)"
        do {
            return try InputLimits.text(try InputLimits.read(path: full, limit: InputLimits.dataBytes))
        } catch {
            throw DataFileError(message: "\(quoted(path)): \(error.reason)")
        }
    }
}

/// Reads numbers from text with columns: separated by commas, semicolons or tabs, with or without a header.
private struct ColumnReader {
    private let path: String
    private let rows: [(line: Int, cells: [Substring])]

    init(text: String, path: String) {
        self.path = path
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
        let written = lines.filter { !$1.allSatisfy(\.isWhitespace) && $1.first != "#" }
        let first = written.first?.element ?? ""
        let separator = [",", ";", "\t"].first { first.contains($0) }.map(Character.init) ?? ","
        rows = written.map { index, line in
            let cells = line.split(separator: separator, omittingEmptySubsequences: false)
            return (index + 1, cells.map { $0.trimmed { $0.isWhitespace || $0 == "\"" } })
        }
    }

    func numbers(of column: String?) throws(DataFileError) -> [Double] {
        guard let first = rows.first else { throw DataFileError(message: "\(quoted(path)) is empty") }
        let hasHeader = first.cells.allSatisfy { Double($0) == nil }
        let index = try index(of: column, first: first.cells, hasHeader: hasHeader)
        var numbers: [Double] = []
        for row in rows.dropFirst(hasHeader ? 1 : 0) {
            let cell = row.cells.indices.contains(index) ? row.cells[index] : ""
            guard let number = Double(cell), number.isFinite else {
                throw DataFileError(message: "\(path):\(row.line): \(quoted(String(cell))) is not a number")
            }
            numbers.append(number)
        }
        return numbers
    }

    private func index(of column: String?, first: [Substring], hasHeader: Bool) throws(DataFileError) -> Int {
        let names = first.map(String.init)
        let listed = hasHeader ? names.map(quoted).joined(separator: ", ") : "1 to \(first.count)"
        guard let column else {
            guard first.count == 1 else {
                throw DataFileError(
                    message: "\(quoted(path)) has \(first.count) columns: name one with `column` (\(listed))")
            }
            return 0
        }
        if hasHeader, let named = names.firstIndex(of: column) { return named }
        if let number = Int(column), (1...first.count).contains(number) { return number - 1 }
        throw DataFileError(message: "\(quoted(path)) has no column \(quoted(column)): its columns are \(listed)")
    }
}

extension Substring {
    fileprivate func trimmed(_ isTrimmed: (Character) -> Bool) -> Substring {
        var rest = drop(while: isTrimmed)
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return rest
    }
}
