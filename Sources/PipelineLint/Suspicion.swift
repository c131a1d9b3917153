package import ScenarioFiles

/// What a rule has found in a scenario, and what may be done about it.
package struct Suspicion: Sendable, Equatable {
    /// Which of several fixes is proposed.
    package enum Choice: Sendable, Equatable {
        /// The one with the highest simulated throughput, the first of equals.
        case fastest
        /// The first that loses no throughput; when all do, what was found is of use after all.
        case firstWithoutLoss
    }

    /// Position of the stage in the pipeline as written.
    package let stage: Int
    /// What is wrong there, as the beginning of a sentence or several.
    package let problem: String
    /// What would put it right, at least one.
    package let fixes: [LintFix]
    /// Which of them is proposed.
    package let choice: Choice
    /// Whether it counts even when no fix is without loss.
    package let isCertain: Bool
    /// The least ratio of rates with which it counts, where its fix must make the run faster, or possible.
    package let leastGain: Double?
    /// The least change of a rate, up or down, with which it counts; nil where it counts anyway.
    package let leastChange: Double?

    init(
        stage: Int, _ problem: String, _ fixes: [LintFix], choice: Choice = .fastest, isCertain: Bool = false,
        leastGain: Double? = nil, leastChange: Double? = nil
    ) {
        self.stage = stage
        self.problem = problem
        self.fixes = fixes
        self.choice = choice
        self.isCertain = isCertain
        self.leastGain = leastGain
        self.leastChange = leastChange
    }
}

/// A way to put something right.
package struct LintFix: Sendable, Equatable {
    /// What to do, as an imperative.
    package let words: String
    /// The same as edits of the pipeline.
    package let edits: [PipelineEdit]
    /// The same as settings of other sections.
    package let settings: [Setting]

    /// A value at a path, as after `--set`.
    package struct Setting: Sendable, Equatable {
        /// The path.
        package let path: String
        /// YAML.
        package let value: String
    }

    init(_ words: String, _ edits: PipelineEdit..., settings: [Setting] = []) {
        self.init(words, edits: edits, settings: settings)
    }

    init(_ words: String, edits: [PipelineEdit], settings: [Setting] = []) {
        self.words = words
        self.edits = edits
        self.settings = settings
    }
}

extension LintFix {
    /// What makes it in a variant.
    ///
    /// - Parameters:
    ///   - file: whose variant it is.
    ///   - overrides: changes that are made before.
    /// - Throws: when the pipeline with it does not decode.
    func changes(
        of file: ScenarioFile, variant: String, overrides: [Override] = []
    ) throws(ScenarioFileError) -> [Override] {
        var changes: [Override] = []
        if !edits.isEmpty { changes = try file.overrides(making: edits, variant: variant, overrides: overrides) }
        for setting in settings { changes.append(try Override(path: setting.path, value: setting.value)) }
        return changes
    }
}
