package import Pipelines

/// A scenario to be written, or simulated as it is: what imports make of other programs' files.
///
/// It holds values, and what its readers are told; the text and the scenario are made from the same tree.
package struct ScenarioDocument: Sendable {
    /// Differences from the pipeline, under a name.
    package struct Variant: Sendable {
        /// What it is called.
        package var name: String
        /// Paths and what shall stand there.
        package var changes: [(path: String, value: WrittenValue)]

        /// A variant of the document's pipeline.
        package init(_ name: String, _ changes: [(path: String, value: WrittenValue)]) {
            self.name = name
            self.changes = changes
        }
    }

    /// Lines for readers at the beginning, without `#`.
    package var comments: [String] = []
    /// What the scenario is called.
    package var name: String
    /// What it is meant to answer.
    package var question: String?
    /// Lines for readers above the platform's sections.
    package var platformComments: [String] = []
    /// Sections of the platform.
    package var platform: [SectionDocument] = []
    /// The stages, from the source on.
    package var pipeline: [StageDocument] = []
    /// The training loop.
    package var training = SectionDocument(TrainingLoop.self)
    /// Rewrites and tuning.
    package var options = SectionDocument(ExecutionOptions.self, .line)
    /// Seed, replications, precision.
    package var run = SectionDocument(RunPlan.self, .line)
    /// Rules of the linter that do not apply to it.
    package var silencedRules: [LintRuleID] = []
    /// What the lanes of its timelines are called.
    package var laneNames = LaneNames()
    /// In their order.
    package var variants: [Variant] = []
    /// Whether empty lines stand between head, platform, pipeline, training loop and the rest.
    package var isSpaced = false
    /// The units of quantities.
    package var units = WritingUnits.bySize

    /// A scenario without stages.
    package init(name: String) { self.name = name }

    /// The document as YAML.
    package var text: String {
        var lines = DocumentLines(units: units)
        lines.add(root)
        return lines.text
    }

    /// Everything, as a file has it.
    var root: WrittenMapping {
        var parts = [head]
        let sections = platform.flatMap(\.items)
        if !sections.isEmpty {
            let items = platformComments.map(WrittenMapping.Item.comment) + sections
            parts.append([.entry("platform", .mapping(WrittenMapping(.block, items)))])
        }
        parts.append([.entry("pipeline", .items(pipeline.map(\.item)))])
        parts.append(training.items)
        parts.append([options, run].filter { !$0.isEmpty }.flatMap(\.items) + lintItems + laneItems + variantItems)
        let separator: [WrittenMapping.Item] = isSpaced ? [.blank] : []
        return WrittenMapping(.block, Array(parts.filter { !$0.isEmpty }.joined(separator: separator)))
    }

    private var head: [WrittenMapping.Item] {
        comments.map(WrittenMapping.Item.comment) + [.entry("overlap", .count(1)), .entry("name", .text(name))]
            + (question.map { [.entry("question", .text($0))] } ?? [])
    }

    private var lintItems: [WrittenMapping.Item] {
        if silencedRules.isEmpty { return [] }
        let rules = silencedRules.map { WrittenValue.word($0.rawValue) }
        return [.entry("lint", .line([("off", .list(rules))]))]
    }

    private var laneItems: [WrittenMapping.Item] {
        if laneNames.given.isEmpty { return [] }
        return [.entry("lanes", .line(laneNames.given.map { ($0.kind.rawValue, .text($0.name)) }))]
    }

    private var variantItems: [WrittenMapping.Item] {
        if variants.isEmpty { return [] }
        let changes = variants.map { ($0.name, WrittenValue.line($0.changes.map { ($0.path, $0.value) })) }
        return [.entry("variants", .block(changes))]
    }
}
