import Measurements
package import PipelineLint
import PipelineRuns
package import ScenarioFiles

extension JSONValue {
    /// What `overlap lint` says of a scenario.
    package init(_ file: ScenarioFile, _ report: LintReport) {
        self = .object([
            ("scenario", .string(file.name)),
            ("variants", .array(report.variants.map { .string($0) })),
            ("silenced", .array(report.silenced.map { .string($0.rawValue) })),
            ("findings", .array(report.findings.map { Self($0) })),
        ])
    }

    /// A rule of `overlap lint`.
    package init(_ rule: LintRule) {
        self = .object([
            ("rule", .string(rule.id.rawValue)),
            ("concern", .string(rule.concern.rawValue)),
            ("summary", .string(rule.summary)),
            ("reason", .string(rule.reason)),
            ("silence", .string(rule.silence)),
        ])
    }

    private init(_ finding: Finding) {
        self = .object([
            ("rule", .string(finding.rule.id.rawValue)),
            ("concern", .string(finding.rule.concern.rawValue)),
            ("level", .string(finding.level.rawValue)),
            ("file", .string(finding.stage.file)),
            ("line", .integer(Int64(finding.stage.line))),
            ("column", .integer(Int64(finding.stage.column))),
            ("stage", .string(finding.stage.name)),
            ("problem", .string(finding.problem)),
            ("reason", .string(finding.rule.reason)),
            ("fix", .string(finding.fix)),
            ("variants", .array(finding.occurrences.map { Self($0) })),
        ])
    }

    private init(_ occurrence: Finding.Occurrence) {
        let effect = occurrence.effect
        self = .object([
            ("variant", .string(occurrence.variant)),
            ("level", .string(occurrence.level.rawValue)),
            ("changes", .object(occurrence.changes.map { ($0.path, .string($0.value)) })),
            ("speedUp", effect.speedUp.map { Self($0, unit: "1") } ?? .null),
            ("epochSpeedUp", effect.epochSpeedUp.map { Self($0, unit: "1") } ?? .null),
            ("before", Self(effect.before)),
            ("after", Self(effect.after)),
        ])
    }

    private init(_ side: FixEffect.Side) {
        self = .object([
            ("samplesPerSecond", side.samplesPerSecond.map { Self($0, unit: "samples/s") } ?? .null),
            ("peakBytes", Self(side.peakBytes)),
            ("outOfMemory", side.outOfMemory.map { Self($0) } ?? .null),
            ("failure", side.failure.map { .string("\($0)") } ?? .null),
        ])
    }
}
