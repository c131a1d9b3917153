import Pipelines

/// One mistake in a scenario: where it is, what is wrong, what would be accepted.
public struct Diagnostic: Sendable, Equatable {
    /// The file's path as it was given, or `command line`.
    public let file: String
    /// The line, from 1; nil when the file as a whole is at fault.
    public let line: Int?
    /// The column in Unicode scalars, from 1.
    public let column: Int?
    /// What is wrong.
    public private(set) var message: String
    /// The line of the file that is at fault.
    public let sourceLine: String?
    /// What would be accepted, when there is a short answer.
    public let accepted: String?
    /// The nearest known name, when one is near.
    public let suggestion: String?
    /// What to write instead, as a sentence, where it is known better than by the nearest name.
    public let hint: String?
    /// Whether a file of measured values is at fault, which a change may replace by other values.
    let isOfDataFile: Bool

    init(
        _ message: String, at location: Location, accepted: String? = nil, suggestion: String? = nil,
        hint: String? = nil, isOfDataFile: Bool = false
    ) {
        self.file = location.source.name
        self.line = location.line
        self.column = location.column
        self.message = message
        self.sourceLine = location.source.line(location.line)
        self.accepted = accepted
        self.suggestion = suggestion
        self.hint = hint
        self.isOfDataFile = isOfDataFile
    }

    init(_ message: String, file: String, accepted: String? = nil) {
        self.file = file
        self.line = nil
        self.column = nil
        self.message = message
        self.sourceLine = nil
        self.accepted = accepted
        self.suggestion = nil
        self.hint = nil
        isOfDataFile = false
    }

    /// Whether it points there.
    func isAt(_ location: Location) -> Bool {
        (file, line, column) == (location.source.name, location.line, location.column)
    }

    /// The same, where variants of the file do not have it.
    func of(variants: [String]) -> Diagnostic {
        var named = self
        let shown = variants.prefix(3).map(quoted).joined(separator: ", ")
        let others = variants.count > 3 ? " and \(variants.count - 3) more" : ""
        named.message += " (variant\(variants.count == 1 ? "" : "s") \(shown)\(others))"
        return named
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: error: …`, the line with a caret under the place, what is accepted, what to
    /// write instead or the nearest name.
    public var description: String {
        let place = [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
        var lines = [visible("\(place): error: \(message)")]
        if let sourceLine, let column, !sourceLine.allSatisfy(\.isWhitespace) {
            lines += Self.excerpt(of: sourceLine, column: column)
        }
        if let accepted { lines.append("  accepted: \(visible(accepted))") }
        if let hint {
            lines.append("  \(visible(hint))")
        } else if let suggestion {
            lines.append("  did you mean `\(visible(suggestion))`?")
        }
        return lines.joined(separator: "\n")
    }

    /// The part of a line around a column, and below it a caret.
    private static func excerpt(of line: String, column: Int) -> [String] {
        let (before, width) = (60, 110)
        let scalars = Array(line.unicodeScalars)
        let start = scalars.count <= width ? 0 : max(0, column - 1 - before)
        let shown = scalars.dropFirst(start).prefix(width)
        let text = String(String.UnicodeScalarView(shown))
        let left = String(String.UnicodeScalarView(shown.prefix(max(0, column - 1 - start))))
        // Tabs stay tabs, so that the caret stands below its place whatever their width.
        let padding = left.map { $0 == "\t" ? "\t" : " " }.joined()
        let (head, tail) = (start > 0 ? "…" : "", start + shown.count < scalars.count ? "…" : "")
        return ["    \(head)\(Self.printable(text))\(tail)", "    \(head.isEmpty ? "" : " ")\(padding)^"]
    }

    /// The line without hidden characters, each replaced by one that is seen, so that the caret stays below its place.
    private static func printable(_ line: String) -> String {
        let scalars = line.unicodeScalars.map { $0.isHidden && $0 != "\t" ? "\u{FFFD}" : $0 }
        return String(String.UnicodeScalarView(scalars))
    }
}

/// All mistakes found in a scenario, in the order of the file.
public struct ScenarioFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// At least one.
    public let diagnostics: [Diagnostic]

    init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

    init(_ diagnostic: Diagnostic) { diagnostics = [diagnostic] }

    /// The diagnostics, separated by empty lines.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n\n") }
}
