import ScenarioFiles

/// Words in lines of limited length.
enum Paragraph {
    /// Lines of at most `columns` characters, unless a word is longer; all but the first are indented.
    static func lines(_ text: String, columns: Int, indent: String = "") -> [String] {
        var lines: [String] = []
        var line = ""
        for word in words(text) {
            if line.isEmpty {
                line = word
            } else if line.count + 1 + word.count <= columns {
                line += " \(word)"
            } else {
                lines.append(line)
                line = indent + word
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// What spaces and ends of lines separate, but for spaces that keep words together.
    private static func words(_ text: String) -> [String] {
        text.split { $0 == " " || $0 == "\t" || $0.isNewline }.map { visible(String($0)) }
    }
}
