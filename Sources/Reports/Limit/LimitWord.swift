import Experiments
import PipelineRuns
import Pipelines

/// Verdicts of limits as files have them, each one word.
enum LimitWord {
    /// `answered`, `unmet`, `notResolved`, or `interrupted`.
    static func of(_ limit: Limit) -> String { limit.verdict?.rawValue ?? "interrupted" }

    /// `met`, `missed`, `notResolved`, `noFigure` or `outOfMemory`.
    static func of(_ trial: LimitTrial) -> String {
        if trial.outOfMemory != nil { return "outOfMemory" }
        return trial.verdict == .open && trial.lacksFigure ? "noFigure" : word(trial.verdict)
    }

    /// `met`, `missed`, `notResolved` or `noFigure`.
    static func of(_ figure: ConditionFigure) -> String {
        figure.value == nil ? "noFigure" : word(figure.verdict)
    }

    private static func word(_ verdict: ThresholdVerdict) -> String {
        switch verdict {
        case .met: "met"
        case .missed: "missed"
        case .open: "notResolved"
        }
    }
}
