public import Experiments
import Measurements
import PipelineRuns
import Pipelines

/// Executed runs beside their prediction as comma-separated values, a row for each figure of each variant.
public struct DriftCSV {
    private let drift: Drift

    /// - Parameter drift: what was found.
    public init(_ drift: Drift) { self.drift = drift }

    /// The names of the columns, then the rows, the deciding figure of each variant first.
    public var text: String {
        let head = [
            "variant", "metric", "unit", "verdict", "predicted", "measured", "ratio", "ratio_low", "ratio_high",
            "difference",
            "difference_low", "difference_high", "conf", "runs", "reps", "seed",
        ]
        let rows = drift.variants.flatMap { variant in
            ([variant.judged].compactMap { $0 } + variant.others).map { figure in
                let intervals = [figure.ratio, figure.difference].flatMap { [$0?.mean, $0?.lower, $0?.upper] }
                return [
                    variant.measured.name, figure.metric.name, figure.metric.unit.rawValue,
                    figure.verdict(tolerance: drift.tolerance).word, "\(figure.predicted.mean)",
                    "\(figure.measured.mean)",
                ] + intervals.map { $0.map { "\($0)" } ?? "" } + [
                    "\(figure.difference.confidence)", "\(figure.measured.runs)", "\(figure.predicted.runs)",
                    "\(variant.predicted.scenario.run.seed)",
                ]
            }
        }
        return ComparisonCSV.lines([head] + rows)
    }
}

extension FigureDrift.Verdict {
    /// What files call it.
    var word: String {
        switch self {
        case .asPredicted: "as predicted"
        case .drifted: "drifted"
        case .notResolved: "not resolved"
        }
    }
}
