/// A table of texts, for terminals or in Markdown: the first column to the left, the others to the right.
struct PlainTable {
    let head: [String]
    let rows: [[String]]

    /// The lines, the head first.
    func lines(isMarkdown: Bool) -> [String] {
        if isMarkdown {
            let rule = head.indices.map { $0 == 0 ? "---" : "---:" }
            return ([head, rule] + rows).map { row in
                "| \(row.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }.joined(separator: " | ")) |"
            }
        }
        let table = Table(
            alignments: head.indices.map { $0 == 0 ? .left : .right },
            rows: ([head] + rows).map { $0.map { Table.Cell($0) } })
        return table.lines(colour: false)
    }
}
