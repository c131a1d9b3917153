import Yams

/// Says what libYAML found wrong in words that do not need its vocabulary.
enum YAMLProblem {
    /// The diagnostic for an error of the parser.
    static func diagnostic(for error: YamlError, in source: SourceText) -> Diagnostic {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            // What is not closed is best shown where it opens.
            let opens = problem.contains("',' or") || problem.contains("unexpected end of stream")
            let place = opens ? context?.mark ?? mark : mark
            return syntax(problem: problem, context: context?.text, mark: place, source: source)
        case .duplicatedKeysInMapping(let keys, let context):
            return duplicate(keys, first: context.mark, source: source)
        case .reader(let problem, _, _, _):
            return Diagnostic("this is not valid YAML: \(problem)", file: source.name)
        default:
            return Diagnostic("this is not valid YAML: \(error)", file: source.name)
        }
    }

    private static func syntax(problem: String, context: String?, mark: Mark, source: SourceText) -> Diagnostic {
        // At the end of a file the mark is on the line after the last one: show the last that holds something.
        var (line, column) = (mark.line, mark.column)
        while line > 1, source.line(line).map({ $0.allSatisfy(\.isWhitespace) }) ?? true {
            line -= 1
            column = (source.line(line)?.unicodeScalars.count ?? 0) + 1
        }
        let location = Location(source: source, line: line, column: column)
        let found = source.line(line)?.unicodeScalars.dropFirst(column - 1).first
        for (words, message, accepted) in explanations where problem.contains(words) {
            if words == "cannot start any token" && found == "\t" { break }
            return Diagnostic(message, at: location, accepted: accepted)
        }
        if found == "\t" {
            return Diagnostic(
                "a tab cannot be used to indent", at: location, accepted: "spaces at the beginning of a line")
        }
        let detail = [context, problem].compactMap { $0 }.joined(separator: ": ")
        return Diagnostic("YAML syntax: \(detail)", at: location)
    }

    private static let explanations: [(words: String, message: String, accepted: String?)] = [
        ("another document", "a second document begins here", "one document: `---` only at the beginning"),
        ("undefined alias", "anchors and aliases (`&name`, `*name`) are not supported", "the value itself"),
        ("Maximum nesting level", "nested more than \(InputLimits.depth) levels deep", nil),
        (
            "mapping values are not allowed", "a `:` is not allowed here",
            "one `key: value` on a line, indented like its neighbours; a text with `: ` in quotes"
        ),
        ("could not find expected ':'", "a `:` is missing after a key", "`key: value`"),
        ("did not find expected key", "this is indented unlike the lines around it", "`key: value`, aligned"),
        ("did not find expected '-' indicator", "this list ends here, or a `-` is missing", "`- operator: …`"),
        ("did not find expected ',' or ']'", "a `[` is not closed, or a `,` is missing", "`[a, b]`"),
        ("did not find expected ',' or '}'", "a `{` is not closed, or a `,` is missing", "`{key: value, key: value}`"),
        ("unexpected end of stream", "a quote is not closed", nil),
        (
            "cannot start any token", "a value cannot begin with this character",
            "a text that begins with one of `@`, `%`, a tab or a backtick in quotes"
        ),
        ("unknown escape character", "this escape is unknown in double quotes", "single quotes, or `\\\\` for `\\`"),
    ]

    /// Points at the second occurrence, which the parser does not tell, when it is on an aligned line or the same one.
    private static func duplicate(_ keys: [String], first mark: Mark, source: SourceText) -> Diagnostic {
        let key = keys.first ?? ""
        let message = "\(quoted(key)) is given twice in this mapping"
        let location = Location(source: source, line: mark.line, column: mark.column)
        let rest = String(
            String.UnicodeScalarView((source.line(mark.line) ?? "").unicodeScalars.dropFirst(mark.column)))
        if let again = rest.firstRange(of: key + ":") {
            let offset = rest.unicodeScalars.distance(from: rest.startIndex, to: again.lowerBound)
            return Diagnostic(
                message, at: Location(source: source, line: mark.line, column: mark.column + 1 + offset))
        }
        let aligned = String(repeating: " ", count: mark.column - 1) + key + ":"
        let later = (mark.line..<source.lineCount).first { source.line($0 + 1)?.hasPrefix(aligned) == true }
        guard let later else { return Diagnostic(message, at: location) }
        return Diagnostic(
            message + " (first on line \(mark.line))",
            at: Location(source: source, line: later + 1, column: mark.column))
    }
}
