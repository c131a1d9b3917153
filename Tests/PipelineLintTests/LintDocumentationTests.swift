import Foundation
import PipelineLint
import ScenarioFiles
import Testing

@Suite struct LintDocumentationTests {
    @Test func `the page lists every rule as it is`() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: package.appending(path: "docs/lint.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").map(String.init).filter { $0.hasPrefix("| `") }
        let expected = LintRule.all.map { rule in
            "| `\(rule.id.rawValue)` | \(rule.concern.rawValue) | \(rule.summary) | \(rule.silence) |"
        }
        #expect(rows == expected)
    }
}
