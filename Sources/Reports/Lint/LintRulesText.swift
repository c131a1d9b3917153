import PipelineLint
import ScenarioFiles

/// The rules for people: what each looks for, why, and when it stays silent.
package struct LintRulesText {
    private let style: TextStyle

    /// - Parameter style: what the text is made for.
    package init(style: TextStyle) {
        self.style = style
    }

    package var text: String {
        let columns = style.columnsOfSentences
        return LintRule.all.map { rule in
            let head = "\(rule.id.rawValue) (\(rule.concern.rawValue)): \(rule.summary)."
            let lines =
                Paragraph.lines(head, columns: columns, indent: "  ").enumerated().map { index, line in
                    index == 0 ? Emphasis.bold(line, colour: style.hasColour) : line
                }
                + [rule.reason, rule.silence].flatMap { paragraph in
                    Paragraph.lines(paragraph, columns: columns - 2).map { "  \($0)" }
                }
            return lines.joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }
}
