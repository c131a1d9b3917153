/// The rows of a CSV text, before their cells are read: which lines belong to them, and whether they can be read at
/// all.
///
/// A row is a line, or several where a quoted cell holds line ends. Empty lines and, outside of quotes, lines that
/// begin with `#` are left out.
/// - Source: RFC 4180.
struct TableRows {
    /// The line, from 1, on which each row begins.
    private(set) var lines: [Int] = []
    /// The rows, each with a line end.
    private(set) var text = ""
    /// What separates the cells: a tab or a semicolon if the first row has one outside of quotes, else a comma.
    private(set) var separator: Character = ","

    /// - Throws: when a quote is not closed, or a row is longer than any table's.
    init(_ text: String, path: String) throws(DataFileError) {
        var scan = Scan()
        for line in text.utf8Lines { try scan.add(line, path: path) }
        guard !scan.isQuoted else {
            let line = scan.lines.last ?? 1
            throw DataFileError(message: "\(path):\(line): a quote that opens in this row is not closed")
        }
        lines = scan.lines
        self.text = String(decoding: scan.bytes, as: UTF8.self)
        if let character = scan.separator { separator = Character(Unicode.Scalar(character)) }
    }

    private struct Scan {
        var lines: [Int] = []
        var bytes: [UInt8] = []
        var isQuoted = false
        var separator: UInt8?
        private var line = 0
        private var rowStart = 0

        mutating func add(_ text: Substring.UTF8View, path: String) throws(DataFileError) {
            line += 1
            if !isQuoted {
                guard let first = text.first(where: { $0 != 0x20 && $0 != 0x09 }), first != UInt8(ascii: "#") else {
                    return
                }
                lines.append(line)
                rowStart = bytes.count
            }
            for byte in text {
                if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                let separates = byte == 0x09 || byte == UInt8(ascii: ";")
                if lines.count == 1, !isQuoted, separates, separator == nil { separator = byte }
            }
            bytes += text
            bytes.append(0x0A)
            guard bytes.count - rowStart <= InputLimits.tableRowBytes else {
                throw DataFileError(message: "\(path):\(lines.last ?? 1): this row is too long for a table")
            }
        }
    }
}

extension String {
    /// The lines, without their ends: LF, CR LF or CR.
    fileprivate var utf8Lines: some Sequence<Substring.UTF8View> {
        var rest = self[...].utf8
        return AnyIterator {
            guard !rest.isEmpty else { return nil }
            let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? rest.endIndex
            let line = rest[..<end]
            rest = rest[end...]
            if rest.popFirst() == 0x0D, rest.first == 0x0A { rest.removeFirst() }
            return line
        }
    }
}
