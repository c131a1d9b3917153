public import ScenarioFiles

/// What a rule says of a stage, in one variant or in several.
public struct Finding: Sendable {
    /// Whether something should be done.
    public enum Level: String, Sendable {
        /// Yes.
        case finding
        /// The rule applies, but its fix brings nothing here.
        case note
    }

    /// It in one variant.
    public struct Occurrence: Sendable {
        /// The variant.
        public let variant: String
        /// What makes the fix in this variant.
        public let changes: [Override]
        /// What the fix does in a simulation.
        public let effect: FixEffect
        /// Whether it should be made.
        public let level: Level
    }

    /// The rule.
    public let rule: LintRule
    /// The stage, and where it is written.
    public let stage: WrittenStage
    /// What is wrong there.
    public let problem: String
    /// What to do, in words.
    public let fix: String
    /// The variants, in the order of the file.
    public internal(set) var occurrences: [Occurrence]

    /// That of its variants: where the fix helps in some only, the others have a note of their own.
    public var level: Level { occurrences.contains { $0.level == .finding } ? .finding : .note }

    /// What its fix gains at most, as a ratio of rates: infinite where it makes a run possible.
    var gain: Double { occurrences.map(\.effect.gain).max() ?? 1 }

    func isSame(as other: Finding) -> Bool {
        rule.id == other.rule.id && stage == other.stage && problem == other.problem && fix == other.fix
            && level == other.level
    }
}

/// All that the rules say of a scenario file.
public struct LintReport: Sendable {
    /// Findings, those with the largest gains first, then notes; those with equal gains in the order of the file.
    public let findings: [Finding]
    /// Rules that the file silences.
    public let silenced: [LintRuleID]
    /// Variants that were looked at.
    public let variants: [String]

    /// Whether something should be done.
    public var isClean: Bool { !findings.contains { $0.level == .finding } }
}
