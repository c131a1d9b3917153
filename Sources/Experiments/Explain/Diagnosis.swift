public import Measurements
public import PipelineRuns
public import PipelineSimulation
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
        /// Whether memory runs out with it.
        public let runsOutOfMemory: Bool
    }

    /// One more of something that could not be simulated.
    public struct Failure: Sendable {
        /// What is changed.
        public let oneMore: OneMore
        /// Why it cannot be simulated.
        public let error: SimulationError
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
    /// Changes that could not be simulated.
    public let failures: [Failure]
    /// Whether it was not interrupted.
    public let isFinished: Bool

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
    public var worthwhile: [Gain] { gains.filter { $0.answer.verdict == .different && $0.size > 0 } }

    /// Changes with which a scenario runs whose memory runs out without them.
    public var remedies: [Gain] {
        summary.outOfMemory == nil ? [] : gains.filter { !$0.runsOutOfMemory }
    }

    /// Whether no gain is open, and the figure is defined where memory suffices.
    public var isResolved: Bool {
        if summary.outOfMemory != nil { return true }
        return !gains.contains {
            $0.answer.verdict == .notResolved || $0.answer.verdict == .noFigure && !$0.runsOutOfMemory
        }
    }
}

extension Diagnosis.Gain {
    /// How much better the figure is with it: a share of what it is without, or points of a share; 0 without a figure.
    public var size: Double { answer.effect?.gain ?? 0 }
}
