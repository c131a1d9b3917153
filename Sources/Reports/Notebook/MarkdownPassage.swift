import ScenarioFiles

/// A passage of Markdown that shows what a user wrote, and does nothing else.
package enum MarkdownPassage: Sendable {
    /// Words, without any sign that Markdown, HTML or mathematics would take for one of theirs.
    case words(String)
    /// Commands for a shell, to be copied.
    case commands([String])
    /// Markdown of our own.
    case markdown(String)

    /// As it stands in a cell.
    package var text: String {
        switch self {
        case .words(let words):
            visible(words).unicodeScalars.map { Self.signs.contains($0) ? "\\\($0)" : "\($0)" }.joined()
        case .commands(let commands): Self.block(commands.joined(separator: "\n"))
        case .markdown(let text): text
        }
    }

    /// What a backslash before it makes an ordinary character (CommonMark 0.31, section 2.4).
    private static let signs = Set("\\`*_{}[]<>()#+!|$&~".unicodeScalars)

    /// A block of code, between fences that are longer than any within (CommonMark 0.31, section 4.5).
    private static func block(_ text: String) -> String {
        var (longest, run) = (2, 0)
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)sh\n\(text)\n\(fence)"
    }
}
