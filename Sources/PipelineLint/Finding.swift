package import ScenarioFiles

/// What a rule says of a stage, in one variant or in several.
package struct Finding: Sendable {
    /// Whether something should be done.
    package enum Level: String, Sendable {
        /// Yes.
        case finding
        /// The rule applies, but its fix brings nothing here.
        case note
    }

    /// It in one variant.
    package struct Occurrence: Sendable {
        /// The variant.
        package let variant: String
        /// What makes the fix in this variant.
        package let changes: [Override]
        /// What the fix does in a simulation.
        package let effect: FixEffect
        /// Whether it should be made.
        package let level: Level
    }

    /// The rule.
    package let rule: LintRule
    /// The stage, and where it is written.
    package let stage: WrittenStage
    /// What is wrong there.
    package let problem: String
    /// What to do, in words.
    package let fix: String
    /// The variants, in the order of the file.
    package internal(set) var occurrences: [Occurrence]

    /// That of its variants: where the fix helps in some only, the others have a note of their own.
    package var level: Level { occurrences.contains { $0.level == .finding } ? .finding : .note }

    /// What its fix gains at most, as a ratio of rates: infinite where it makes a run possible.
    var gain: Double { occurrences.map(\.effect.gain).max() ?? 1 }

    func isSame(as other: Finding) -> Bool {
        rule.id == other.rule.id && stage == other.stage && problem == other.problem && fix == other.fix
            && level == other.level
    }
}

/// All that the rules say of a scenario file.
package struct LintReport: Sendable {
    /// Findings, those with the largest gains first, then notes; those with equal gains in the order of the file.
    package let findings: [Finding]
    /// Rules that the file silences.
    package let silenced: [LintRuleID]
    /// Variants that were looked at.
    package let variants: [String]

    /// Whether something should be done.
    package var isClean: Bool { !findings.contains { $0.level == .finding } }
}
