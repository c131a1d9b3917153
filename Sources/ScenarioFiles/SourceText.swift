/// A text that people wrote, kept to show them the line that an error is about.
struct SourceText: Sendable, Equatable {
    /// What messages call it: the file's path, or the command line.
    let name: String
    /// The lines, without their ends.
    let lines: [String]

    /// Splits a text where YAML ends lines: at LF, CR LF, CR, and Unicode's line and paragraph separators.
    init(name: String, text: String) {
        self.name = name
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            guard Self.lineEnds.contains(scalar) else {
                line.append(scalar)
                continue
            }
            if previous == "\r" && scalar == "\n" { continue }
            lines.append(String(line))
            line.removeAll(keepingCapacity: true)
        }
        self.lines = lines + [String(line)]
    }

    private static let lineEnds: [Unicode.Scalar] = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]

    /// The line of a number counted from 1, or nil beyond the end.
    func line(_ number: Int) -> String? {
        lines.indices.contains(number - 1) ? lines[number - 1] : nil
    }
}

/// A place in a text.
struct Location: Sendable, Equatable {
    /// The text.
    let source: SourceText
    /// The line, from 1.
    let line: Int
    /// The column in Unicode scalars, from 1.
    let column: Int
}
