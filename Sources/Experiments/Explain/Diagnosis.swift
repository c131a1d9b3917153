public import Measurements
public import PipelineRuns
public import Pipelines
import ScenarioFiles

/// Why a pipeline is as fast as it is, and what one more of each thing is worth.
public struct Diagnosis: Sendable {
    /// What one more of something brings.
    public struct Gain: Sendable {
        /// What is changed.
        public let oneMore: OneMore
        /// The figure with it against the figure without, from the same random numbers; the intervals of all gains hold
        /// together.
        public let answer: PairedAnswer
    }

    /// What was explained.
    public let scenario: Scenario
    /// Its figures: the parts of the loop's time, the stages' waits and buffers, the bottleneck.
    public let summary: VariantSummary
    /// What mean demands allow.
    public let bounds: Bounds
    /// Samples per second with steps that take no time; nil where nothing else takes any.
    public let withoutSteps: ConfidenceInterval?
    /// What was asked for.
    public let objective: Objective
    /// The figure by which gains are judged.
    public let metric: Metric
    /// Relative differences that do not matter, 0.005 is 0.5 %.
    public let indifference: Double
    /// What one more brings, the most first; a core with a call only where the two bring more than each alone.
    public let gains: [Gain]

    /// Samples per second if the loop never waited for data; nil where there are no figures, infinite where it does nothing
    /// else.
    ///
    /// The loop's time without its waits, for as many samples: what loading for free would bring, if steps, copies and the
    /// host took as long as before.
    public var withoutWaits: Double? {
        guard let rate = summary.estimate(.samplesPerSecond)?.value, let loop = summary.loop else { return nil }
        let rest = 1 - loop.waiting - loop.boundaries - loop.starved
        return rest > 0 ? rate / rest : .infinity
    }

    /// Share of what mean demands allow that the pipeline reaches, from 0 to 1; nil without figures or bounds.
    public var reachedShare: Double? {
        guard let rate = summary.estimate(.samplesPerSecond)?.value, bounds.binding != nil else { return nil }
        return rate / bounds.samplesPerSecond
    }

    /// The gains that are certain and worth a word, the most first.
    public var worthwhile: [Gain] { gains.filter { $0.answer.verdict == .different && $0.isBetter(by: metric) } }

    /// Whether a gain is still open.
    public var isResolved: Bool { !gains.contains { $0.answer.verdict == .notResolved } }
}

extension Diagnosis.Gain {
    /// Whether the figure is better with it.
    ///
    /// - Parameter metric: the figure.
    public func isBetter(by metric: Metric) -> Bool {
        guard let change = answer.effect?.difference.mean else { return false }
        return metric.preference == .lower ? change < 0 : change > 0
    }

    /// How much better, as a share of what it is without; negative where it is worse, nil where there is no ratio.
    ///
    /// - Parameter metric: the figure.
    public func share(by metric: Metric) -> Double? {
        answer.effect?.ratio.map { metric.preference == .lower ? 1 - $0.mean : $0.mean - 1 }
    }
}
