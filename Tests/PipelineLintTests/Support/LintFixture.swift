import ScenarioFiles
import Testing

/// A scenario about one rule, as few lines as it needs.
struct LintFixture: Sendable, CustomTestStringConvertible {
    let rule: LintRuleID
    /// What it is about.
    let title: String
    /// The stages, one on each line, as items of a list without their dashes.
    let stages: [String]
    /// The rest of the file; what it says beats the defaults.
    var rest: [String]

    init(_ rule: LintRuleID, _ title: String, _ stages: [String], _ rest: String...) {
        self.rule = rule
        self.title = title
        self.stages = stages
        self.rest = rest
    }

    var testDescription: String { "\(rule.rawValue): \(title)" }

    /// A small machine and a step of 10 ms, unless the fixture has its own.
    var text: String {
        let defaults = [
            "platform: {disk: {latency: 1 ms, bandwidth: 1 GB/s, queueDepth: 8}, cpu: {cores: 4}}",
            "train: {step: 10 ms, epochs: 2}", "run: {seed: 1}",
        ]
        let kept = defaults.filter { line in !rest.contains { $0.hasPrefix(line.prefix { $0 != ":" } + ":") } }
        return (["overlap: 1", "pipeline:"] + stages.map { "  - \($0)" } + kept + rest).joined(separator: "\n")
    }

    func file() throws -> ScenarioFile { try ScenarioFile(text: text, name: "s.yaml", directory: ".") }
}
