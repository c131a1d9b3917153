/// Words in lines of limited length.
enum Paragraph {
    /// Lines of at most `columns` characters, unless a word is longer; all but the first are indented.
    static func lines(_ text: String, columns: Int, indent: String = "") -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if line.isEmpty {
                line = String(word)
            } else if line.count + 1 + word.count <= columns {
                line += " \(word)"
            } else {
                lines.append(line)
                line = indent + word
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
