import Importers
package import Scoreboards

/// What rules are worth, for people.
package struct AblationText {
    private let reports: [AblationReport]
    private let isMarkdown: Bool

    package init(_ reports: [AblationReport], isMarkdown: Bool) {
        self.reports = reports
        self.isMarkdown = isMarkdown
    }

    /// The cases that each rule changes if there is one rule, a line for each rule, and what the rules are.
    package var text: String {
        var parts: [[String]] = []
        if let report = reports.first, reports.count == 1 {
            parts.append(PlainTable(head: Self.caseHead, rows: Self.cases(report)).lines(isMarkdown: isMarkdown))
        }
        parts.append(PlainTable(head: Self.head, rows: reports.map(Self.cells)).lines(isMarkdown: isMarkdown))
        parts.append(reports.map { "- \($0.rule.rawValue): \($0.rule.explanation)" })
        parts.append(["|error| over the cases whose predicted steps/s the rule changes, without groups ovh and ovh2."]
        )
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private static let caseHead = ["case", "measured", "right", "error", "wrong", "error"]
    private static let head = [
        "rule", "cases", "right: median", "90 %", "largest", "wrong: median", "90 %", "largest",
    ]

    private static func cases(_ report: AblationReport) -> [[String]] {
        zip(report.right, report.wrong).map { right, wrong in
            [
                right.id, Figure.rate(right.measured?.stepsPerSecond), Figure.rate(right.predicted?.stepsPerSecond),
                Figure.signedPercent(right.error), Figure.rate(wrong.predicted?.stepsPerSecond),
                Figure.signedPercent(wrong.error),
            ]
        }
    }

    private static func cells(_ report: AblationReport) -> [String] {
        let summaries = [ErrorSummary(report.right), ErrorSummary(report.wrong)]
        return [report.rule.rawValue, "\(report.right.count)"]
            + summaries.flatMap { [Figure.percent($0.median), Figure.percent($0.p90), Figure.percent($0.maximum)] }
    }
}
