import ScenarioFiles

/// A table of texts in columns of equal width.
struct Table {
    /// A text with its emphasis.
    struct Cell: ExpressibleByStringLiteral {
        var text: String
        var emphasis = Emphasis.none

        init(_ text: String, _ emphasis: Emphasis = .none) {
            self.text = visible(text)
            self.emphasis = emphasis
        }

        init(stringLiteral text: String) { self.init(text) }
    }

    /// On which side the texts of a column are in line.
    enum Alignment: Sendable { case left, right }

    var alignments: [Alignment]
    /// The first is the head.
    var rows: [[Cell]]

    private static let gap = 2

    private var widths: [Int] {
        alignments.indices.map { column in rows.map { $0[column].text.count }.max() ?? 0 }
    }

    /// Columns of a terminal that it takes.
    var width: Int { widths.reduce(0, +) + Self.gap * max(0, widths.count - 1) }

    /// The lines, without spaces at their ends.
    func lines(colour: Bool) -> [String] {
        let widths = widths
        return rows.map { row in
            var line = ""
            var pending = 0
            for (column, cell) in row.enumerated() {
                let padding = widths[column] - cell.text.count
                if alignments[column] == .right { pending += padding }
                if !cell.text.isEmpty {
                    line += String(repeating: " ", count: pending) + cell.emphasis(cell.text, colour: colour)
                    pending = 0
                }
                pending += (alignments[column] == .left ? padding : 0) + Self.gap
            }
            return line
        }
    }
}
