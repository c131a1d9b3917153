import Measurements
import PipelineRuns
import Pipelines

extension Tuning {
    /// A value to write.
    public struct Setting: Sendable, Equatable {
        /// Where, as in a variant.
        public let path: String
        /// What.
        public let value: Int
        /// Whether the stage must be written first, as the last one.
        public var isOfNewStage = false
    }

    /// Whether writing values is better than automatic tuning, for certain, and by more than what does not matter.
    public var isWorthWriting: Bool {
        let answer = comparison.answer(Self.best, against: Self.automatic)
        guard answer.verdict == .different, let difference = answer.effect?.difference.mean else { return false }
        return comparison.family.metric?.preference == .lower ? difference < 0 : difference > 0
    }

    /// Whether it is known which of the two is better, or that neither is.
    public var isResolved: Bool {
        ![.notResolved, .noFigure].contains(comparison.answer(Self.best, against: Self.automatic).verdict)
    }

    /// What to write for the best values that were found.
    public var settings: [Setting] {
        let values = zip(parameters, found).filter(\.0.isWritable).map {
            Setting(path: $0.path, value: $1, isOfNewStage: !$0.isWritten)
        }
        return values + (workers.map { [Setting(path: "cpu.workers", value: $0)] } ?? [])
    }

    /// Whether it goes on for more than one epoch, and chooses more than once in the first.
    public var learnsInEachEpoch: Bool {
        scenario.pipeline.training.epochs > 1
            && parameters.contains { (trace.choices[$0.stage]?.count ?? 0) > 1 }
    }
}
