import ScenarioFiles

/// A table of texts, for terminals or in Markdown: the first column to the left, the others to the right.
struct PlainTable {
    let head: [String]
    let rows: [[String]]

    /// The lines, the head first.
    func lines(isMarkdown: Bool) -> [String] {
        if isMarkdown {
            let rule = head.indices.map { $0 == 0 ? "---" : "---:" }
            return ([head, rule] + rows).map { "| \($0.map(Self.cell).joined(separator: " | ")) |" }
        }
        let table = Table(
            alignments: head.indices.map { $0 == 0 ? .left : .right },
            rows: ([head] + rows).map { $0.map { Table.Cell($0) } })
        return table.lines(colour: false)
    }
    /// A bar inside a cell would begin the next one.
    private static func cell(_ text: String) -> String { visible(text).replacing("|", with: "\\|") }
}
