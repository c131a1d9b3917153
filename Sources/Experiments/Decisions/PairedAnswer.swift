import PipelineRuns

/// What is known of the difference between two scenarios.
public struct PairedAnswer: Sendable {
    /// What can be said of it with the confidence that was asked for.
    public enum Verdict: Sendable, Equatable {
        /// Every pair of replications is equal to the last digit.
        case identical
        /// One is better than the other.
        case different
        /// They differ by less than what matters.
        case noDifference
        /// The replications that the plan allows leave it open.
        case notResolved
        /// One of them ran out of memory, or no replication defines the figure.
        case noFigure
    }

    /// Position of the scenario.
    public let scenario: Int
    /// Position of the one that it is compared with.
    public let baseline: Int
    /// What can be said.
    public var verdict: Verdict { judged.verdict }
    /// The figure's difference with its interval at the look that decided, so that all intervals of a family hold at a time;
    /// nil without a figure.
    public var effect: PairedEffect? { judged.effect }
    /// Pairs of replications behind it.
    public internal(set) var pairs = 0

    var judged: (verdict: Verdict, effect: PairedEffect?) = (.notResolved, nil)

    init(scenario: Int, baseline: Int) {
        self.scenario = scenario
        self.baseline = baseline
    }

    var isOpen: Bool { judged.verdict == .notResolved }
}
