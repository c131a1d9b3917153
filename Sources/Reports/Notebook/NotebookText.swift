/// A notebook as people edit it: a Python file with `# %%` before each cell (the percent format of Jupytext and others).
///
/// Two things are filled in. In a cell of Markdown, `{{name}}` stands for a passage. In the cell that is tagged
/// `parameters`, the assignment to a name gets another value: the file runs as it is, too.
package struct NotebookText: Sendable {
    private enum Mark {
        case markdown, code, parameters
    }

    private let cells: [(mark: Mark, lines: [Substring])]

    /// - Parameter text: the file; what stands before the first mark is for whoever edits it.
    package init(_ text: String) {
        var cells: [(mark: Mark, lines: [Substring])] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("# %%") {
                cells.append((Self.mark(line), []))
            } else if !cells.isEmpty {
                cells[cells.count - 1].lines.append(line)
            }
        }
        self.cells = cells
    }

    /// The notebook.
    ///
    /// - Parameters:
    ///   - name: what the identifiers of its cells begin with.
    ///   - parameters: values for names in the cell of parameters; each must be assigned there.
    ///   - passages: Markdown for the names in braces; each name that stands there must be given.
    package func notebook(
        name: String, parameters: [String: PythonValue], passages: [String: MarkdownPassage]
    ) -> Notebook {
        Notebook(
            name: name,
            cells: cells.map { mark, lines in
                switch mark {
                case .markdown: .markdown(Self.filled(Self.trimmed(lines.map(Self.uncommented)), passages))
                case .code: .code(Self.trimmed(lines))
                case .parameters: .code(Self.assigned(Self.trimmed(lines), parameters))
                }
            })
    }

    private static func mark(_ line: Substring) -> Mark {
        if line.contains("[markdown]") { return .markdown }
        return line.contains("tags=[\"parameters\"]") ? .parameters : .code
    }

    private static func uncommented(_ line: Substring) -> Substring {
        line.hasPrefix("# ") ? line.dropFirst(2) : line.hasPrefix("#") ? line.dropFirst() : line
    }

    /// Without the empty lines that separate cells in the file.
    private static func trimmed(_ lines: [Substring]) -> String {
        let end = lines.lastIndex { !$0.isEmpty } ?? -1
        return lines[...end].drop(while: \.isEmpty).joined(separator: "\n")
    }

    private static func filled(_ text: String, _ passages: [String: MarkdownPassage]) -> String {
        // Piece by piece, so that braces inside a passage stay what they are.
        var pieces = text.split(separator: "{{", omittingEmptySubsequences: false).map(String.init)
        for index in pieces.indices.dropFirst() {
            guard let end = pieces[index].firstRange(of: "}}"),
                let passage = passages[String(pieces[index][..<end.lowerBound])]
            else { preconditionFailure("a passage of a notebook is not given: \(pieces[index])") }
            pieces[index].replaceSubrange(..<end.upperBound, with: passage.text)
        }
        return pieces.joined()
    }

    private static func assigned(_ text: String, _ parameters: [String: PythonValue]) -> String {
        var rest = parameters
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard let equals = line.firstRange(of: " = "),
                let value = rest.removeValue(forKey: String(line[..<equals.lowerBound]))
            else { return String(line) }
            return "\(line[..<equals.lowerBound]) = \(value.literal)"
        }
        precondition(rest.isEmpty, "a notebook has no parameter \(rest.keys.sorted().joined(separator: ", "))")
        return lines.joined(separator: "\n")
    }
}
