import Timelines

extension TimelineSVG {
    /// Characters of the key on a line.
    private var wordsPerLine: Int { (width - 74) * 132 / 886 }

    func key(from y: inout Int) -> [String] {
        y += 10
        var lines: [String] = []
        for entry in entries {
            let words = Paragraph.lines(entry.text, columns: wordsPerLine)
            for (index, line) in words.enumerated() {
                y += Self.lineHeight
                if index == 0 {
                    lines += swatch(entry.styles, y: y - 11)
                }
                lines.append(Self.label(line, x: 66, y: y, "small"))
            }
        }
        for line in Paragraph.lines(origin, columns: wordsPerLine) {
            y += Self.lineHeight
            lines.append(Self.label(line, x: 8, y: y, "small"))
        }
        return lines
    }

    /// What occurs in the picture, with its meaning.
    private var entries: [(styles: [String], text: String)] {
        let kinds = Lane.Kind.allCases.filter { kind in figures.contains { $0.rows.contains { $0.kind == kind } } }
        var styles: [String] = []
        for kind in kinds where !styles.contains(kind.style) { styles.append(kind.style) }
        var entries: [(styles: [String], text: String)] = [
            (styles, "busy; paler where a column is busy part of the time")
        ]
        if figures.contains(where: { $0.rows.contains { $0.working != nil } }) {
            entries.append((["cpu"], "where many work, the height of the curve is how many"))
        }
        if figures.contains(where: { $0.groups.contains { $0.shares.nanoseconds(of: .setup) > 0 } }) {
            entries.append((["setup"], "copy and launch of a step, before it computes"))
        }
        for cause in IdleCause.allCases where figures.contains(where: { $0.drawnCauses.contains(cause) }) {
            entries.append(([cause.style], "\(cause.rawValue): \(cause.definition)"))
        }
        return entries
    }

    private func swatch(_ styles: [String], y: Int) -> [String] {
        let width = 50 / max(1, styles.count)
        return [("lane", 0, 50)].map { Self.box($0.0, x: 8 + $0.1, y: y, width: $0.2) }
            + styles.enumerated().map { Self.box($1, x: 8 + $0 * width, y: y, width: width) }
    }
}
