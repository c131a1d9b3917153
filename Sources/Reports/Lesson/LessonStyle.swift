/// How the texts of the lesson are made.
public struct LessonStyle: Sendable {
    /// Columns of a line, at least 40.
    public let columns: Int
    /// Whether emphasis is written as escape codes.
    public let hasColour: Bool
    /// Whether only characters of ASCII are used.
    public let isASCII: Bool
    /// Whether sentences take the place of pictures.
    public let isAccessible: Bool
    /// Whether lanes have the names of a kitchen, and its words come with each step.
    public let isKitchen: Bool

    /// - Parameters:
    ///   - columns: of a line; at least 40 are used, and sentences are no longer than 100.
    ///   - hasColour: whether emphasis is written as escape codes.
    ///   - isASCII: whether only characters of ASCII are used.
    ///   - isAccessible: whether sentences take the place of pictures.
    ///   - isKitchen: whether the words of a kitchen are used.
    public init(columns: Int, hasColour: Bool, isASCII: Bool, isAccessible: Bool = false, isKitchen: Bool = false) {
        self.columns = max(TextStyle.fewestColumns, columns)
        self.hasColour = hasColour
        self.isASCII = isASCII
        self.isAccessible = isAccessible
        self.isKitchen = isKitchen
    }

    /// Columns of a text that no window limits.
    public static let defaultColumns = 80

    /// A heading on a line of its own.
    public func heading(_ text: String) -> String { self.text(paragraph("== \(text) ==", .bold)) }

    /// A question at whose end somebody types.
    public func prompt(_ text: String) -> String {
        let lines = Paragraph.lines(text + " >", columns: columnsOfSentences - Self.replyColumns, indent: "  ")
        return lines.joined(separator: "\n") + " "
    }

    /// Columns of a prompt that are left for the reply.
    private static let replyColumns = 8

    /// Columns of sentences, which are hard to read in longer lines.
    var columnsOfSentences: Int { min(columns, 100) }

    /// Lines of a text.
    func paragraph(_ text: String, _ emphasis: Emphasis = .none, indent: String = "") -> [String] {
        Paragraph.lines(spoken(text), columns: columnsOfSentences, indent: indent).map {
            emphasis($0, colour: hasColour)
        }
    }

    /// A text with a mark before its first line, below which the others begin.
    func item(_ mark: String, _ text: String, _ emphasis: Emphasis = .none) -> [String] {
        let indent = String(repeating: " ", count: mark.count)
        return Paragraph.lines(spoken(text), columns: columnsOfSentences - mark.count).enumerated().map { index, line in
            (index == 0 ? mark : indent) + emphasis(line, colour: hasColour)
        }
    }

    /// Words in place of signs, where a text is read aloud.
    private func spoken(_ text: String) -> String {
        isAccessible ? text.replacing("÷", with: "divided by").replacing("±", with: "plus or minus ") : text
    }

    /// A command on lines of its own, broken where a shell allows it.
    func command(_ text: String) -> [String] {
        var lines: [String] = []
        var line = "  $"
        for word in Self.words(text) {
            if line.count + 1 + word.count + 2 > columns, line != "  $", line != "   " {
                lines.append(line + " \\")
                line = "   "
            }
            line += " " + word
        }
        return (lines + [line]).map { Emphasis.dim($0, colour: hasColour) }
    }

    /// Lines as they are printed: where only ASCII can be shown, other characters are replaced.
    func text(_ lines: [String]) -> String {
        let text = lines.map { String($0.reversed().drop { $0 == " " }.reversed()) + "\n" }.joined()
        return isASCII ? Self.ascii(text) : text
    }

    /// The words of a command; what is between quotes is one with them, and an option's value with the option.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var isQuoted = false
        for part in text.split(separator: " ", omittingEmptySubsequences: false) {
            let isValue =
                !part.hasPrefix("-") && (words.last?.hasPrefix("--") ?? false) && !words[words.count - 1].contains(" ")
            if isQuoted || isValue { words[words.count - 1] += " " + part } else { words.append(String(part)) }
            if part.count(where: { $0 == "'" }) % 2 == 1 { isQuoted.toggle() }
        }
        return words
    }

    private static let replacements: [Character: String] = [
        "×": "x", "±": "+-", "µ": "u", "…": "...", "–": "-", "—": "-", "÷": "/", "−": "-", "█": "#", "≤": "<=",
        "ö": "oe", "ä": "ae", "ü": "ue", "’": "'", "“": "\"", "”": "\"", "→": "->", "·": "-",
    ]

    private static func ascii(_ text: String) -> String {
        text.map { $0.isASCII ? String($0) : replacements[$0] ?? "?" }.joined()
    }
}
