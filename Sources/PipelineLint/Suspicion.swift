public import ScenarioFiles

/// What a rule has found in a scenario, and what may be done about it.
public struct Suspicion: Sendable, Equatable {
    /// Which of several fixes is proposed.
    public enum Choice: Sendable, Equatable {
        /// The one with the highest simulated throughput, the first of equals.
        case fastest
        /// The first that loses no throughput; when all do, what was found is of use after all.
        case firstWithoutLoss
    }

    /// Position of the stage in the pipeline as written.
    public let stage: Int
    /// What is wrong there, as the beginning of a sentence or several.
    public let problem: String
    /// What would put it right, at least one.
    public let fixes: [LintFix]
    /// Which of them is proposed.
    public let choice: Choice
    /// Whether it counts even when no fix is without loss.
    public let isCertain: Bool
    /// Whether it counts only where its fix makes the run faster, or possible.
    public let needsGain: Bool

    init(
        stage: Int, _ problem: String, _ fixes: [LintFix], choice: Choice = .fastest, isCertain: Bool = false,
        needsGain: Bool = false
    ) {
        self.stage = stage
        self.problem = problem
        self.fixes = fixes
        self.choice = choice
        self.isCertain = isCertain
        self.needsGain = needsGain
    }
}

/// A way to put something right.
public struct LintFix: Sendable, Equatable {
    /// What to do, as an imperative.
    public let words: String
    /// The same as edits of the pipeline.
    public let edits: [PipelineEdit]

    init(_ words: String, _ edits: PipelineEdit...) {
        self.words = words
        self.edits = edits
    }
}
