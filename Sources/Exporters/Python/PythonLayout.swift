/// How lines of a program are laid out, as the formatter Black does it: no line is longer than it must be.
enum PythonLayout {
    /// Columns of a line.
    static let columns = 100

    /// A call with its arguments: on one line, else indented on the next, else a line for each.
    ///
    /// - Parameters:
    ///   - head: what comes before the bracket: `dataset = dataset.map`.
    ///   - arguments: each as it stands between commas.
    ///   - indent: columns in front of all of it.
    static func call(_ head: String, _ arguments: [String], indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        let joined = arguments.joined(separator: ", ")
        let whole = "\(margin)\(head)(\(joined))"
        if whole.count <= columns { return [whole] }
        let inner = margin + "    "
        if inner.count + joined.count <= columns {
            return ["\(margin)\(head)(", inner + joined, "\(margin))"]
        }
        return ["\(margin)\(head)("] + arguments.map { inner + $0 + "," } + ["\(margin))"]
    }

    /// A sum, or a choice between two values, as the only argument of a call.
    ///
    /// - Parameters:
    ///   - head: what comes before the bracket.
    ///   - terms: what is added; one of them may be a choice.
    ///   - indent: columns in front of all of it.
    static func call(_ head: String, sum terms: [PythonTerm], indent: Int) -> [String] {
        let isAlone = terms.count == 1
        let texts = terms.map { $0.text(isAlone: isAlone) }
        let lines = call(head, [texts.joined(separator: " + ")], indent: indent)
        guard lines.contains(where: { $0.count > columns }) || lines[lines.count / 2].hasSuffix(",")
        else {
            return lines
        }
        let inner = String(repeating: " ", count: indent + 4)
        guard !isAlone else {
            return [lines[0]] + terms[0].parts.map { inner + $0 } + [lines[lines.count - 1]]
        }
        let parts = zip(terms, texts).enumerated().flatMap { index, term in
            summand(term.0, term.1, sign: index > 0 ? "+ " : "", margin: inner)
        }
        return [lines[0]] + parts + [lines[lines.count - 1]]
    }

    /// A term of a sum on a line of its own, or a choice on several.
    private static func summand(_ term: PythonTerm, _ text: String, sign: String, margin: String)
        -> [String]
    {
        guard margin.count + sign.count + text.count > columns else { return [margin + sign + text] }
        return ["\(margin)\(sign)("] + term.parts.map { "\(margin)    \($0)" } + ["\(margin))"]
    }

    /// Words in lines of at most `columns` characters, each behind a prefix: a comment, or a part of a docstring.
    ///
    /// - Parameters:
    ///   - text: words between single spaces.
    ///   - first: what the first line begins with.
    ///   - rest: what the others begin with.
    static func paragraph(_ text: String, first: String, rest: String? = nil) -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > columns {
                lines.append(line)
                (line, isEmpty) = (rest ?? first, true)
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }

    /// A docstring of a first sentence and paragraphs, indented by `indent` columns.
    static func docstring(_ summary: String, _ paragraphs: [String] = [], indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        if paragraphs.isEmpty, indent + summary.count + 6 <= columns {
            return ["\(margin)\"\"\"\(summary)\"\"\""]
        }
        var lines = paragraph(summary, first: "\(margin)\"\"\"", rest: margin)
        for text in paragraphs { lines += [""] + paragraph(text, first: margin) }
        return lines + ["\(margin)\"\"\""]
    }
}
