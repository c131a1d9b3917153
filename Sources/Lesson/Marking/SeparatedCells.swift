/// The cells of a table of answers, each with its place: comma, semicolon or tab between them, quotes as in RFC 4180.
struct SeparatedCells {
    /// A cell without the spaces around it.
    struct Cell: Equatable {
        var text = ""
        /// The line of the file, from 1.
        var line: Int
        /// The column of its first character, from 1.
        var column: Int
    }

    /// Rows with anything in them; before the first of these, comments that begin with `#` are passed over.
    let rows: [[Cell]]
    /// Where a quote opens that is never closed.
    let openQuote: Cell?

    /// - Parameter text: line ends are LF, CR LF or CR.
    init(_ text: String) {
        let characters = Array(text.unicodeScalars)
        let separator = Self.separator(characters)
        var reader = Reader(separator: separator)
        var index = 0
        while index < characters.count {
            let next = index + 1 < characters.count ? characters[index + 1] : nil
            index += reader.take(characters[index], next)
        }
        reader.endRow()
        rows = reader.rows
        openQuote = reader.openQuote
    }

    /// A semicolon or a tab if the first row has one outside of quotes, for where commas are decimal ones.
    private static func separator(_ characters: [Unicode.Scalar]) -> Unicode.Scalar {
        var isQuoted = false
        var hasText = false
        for character in characters {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted, character == ";" || character == "\t" { return character }
            if !isQuoted, hasText, character == "\n" || character == "\r" { return "," }
            hasText = hasText || !character.properties.isWhitespace
        }
        return ","
    }

    private struct Reader {
        let separator: Unicode.Scalar
        var rows: [[Cell]] = []
        var openQuote: Cell?
        private var row: [Cell] = []
        private var scalars = String.UnicodeScalarView()
        private var start: (line: Int, column: Int)?
        private var line = 1
        private var column = 1
        private var isQuoted = false

        init(separator: Unicode.Scalar) { self.separator = separator }

        /// Takes a character; says how many are done with.
        mutating func take(_ character: Unicode.Scalar, _ next: Unicode.Scalar?) -> Int {
            let isLineEnd = character == "\n" || character == "\r"
            defer {
                column = isLineEnd ? 1 : column + 1
                if isLineEnd { line += 1 }
            }
            let length = character == "\r" && next == "\n" ? 2 : 1
            if isQuoted {
                if character == "\"", next == "\"" {
                    scalars.append(character)
                    column += 1
                    return 2
                }
                if character == "\"" { isQuoted = false } else { scalars.append(isLineEnd ? " " : character) }
                return length
            }
            if isLineEnd {
                endRow()
            } else if character == separator {
                endCell()
            } else if character == "\"", scalars.allSatisfy(\.properties.isWhitespace) {
                start = (line, column)
                scalars = String.UnicodeScalarView()
                isQuoted = true
            } else {
                if !character.properties.isWhitespace, start == nil { start = (line, column) }
                scalars.append(character)
            }
            return length
        }

        private mutating func endCell() {
            let place = start ?? (line, column)
            row.append(Cell(text: String(scalars).trimmed, line: place.line, column: place.column))
            scalars = String.UnicodeScalarView()
            start = nil
        }

        mutating func endRow() {
            if isQuoted, let start { openQuote = openQuote ?? Cell(line: start.line, column: start.column) }
            endCell()
            // Below the head, `#1` is a pupil.
            let isComment = rows.isEmpty && row.first?.text.hasPrefix("#") == true
            if !isComment, row.contains(where: { !$0.text.isEmpty }) { rows.append(row) }
            row = []
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        let text = drop(while: \.isWhitespace)
        return String(String(text.reversed()).drop(while: \.isWhitespace).reversed())
    }
}
