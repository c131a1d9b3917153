import PipelineLint
import ScenarioFiles

/// The rules for people: what each looks for, why, and when it stays silent.
struct LintRulesText {
    let terminal: Terminal

    var text: String {
        let columns = max(40, min(terminal.columns, Terminal.defaultColumns))
        return LintRule.all.map { rule in
            let head = "\(rule.id.rawValue) (\(rule.concern.rawValue)): \(rule.summary)."
            let lines =
                Paragraph.lines(head, columns: columns, indent: "  ").enumerated().map { index, line in
                    index == 0 ? Emphasis.bold(line, colour: terminal.hasColour) : line
                }
                + [rule.reason, rule.silence].flatMap { paragraph in
                    Paragraph.lines(paragraph, columns: columns - 2).map { "  \($0)" }
                }
            return lines.joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }
}
