public import Experiments
import Foundation
import Measurements
import PipelineRuns
import Pipelines

/// Executed runs beside their prediction as comma-separated values: rows for what was measured and predicted of each figure of
/// each variant, and for the ratio and the difference of the two.
public struct DriftCSV {
    private let drift: Drift

    /// - Parameter drift: what was found.
    public init(_ drift: Drift) { self.drift = drift }

    /// The names of the columns, then the rows, the deciding figure of each variant first.
    public var text: String {
        let all = drift.variants.flatMap { variant in
            judged(variant) + variant.others.flatMap { rows($0, variant) }
        }
        return ([["variant", "part"] + DifferenceRows.head] + all).map(CSVText.line).joined()
    }

    /// Of the figure that decides, or of the memory that ran out, or of a figure that is missing.
    private func judged(_ variant: Drift.Variant) -> [[String]] {
        let verdict = variant.verdict(tolerance: drift.tolerance)
        let word = DriftWord(verdict).rawValue
        switch verdict {
        case .figure: return variant.judged.map { rows($0, variant) } ?? []
        case .outOfMemory(let isMeasured, _):
            let needed = variant.predicted.outOfMemory.map { "\($0.neededBytes)" }
            // How much the runs needed is not known.
            let parts = (needed.map { [("predicted", $0)] } ?? []) + (isMeasured ? [("measured", "")] : [])
            return parts.map { part, bytes in
                [name(variant), part, "outOfMemory", "B", bytes, "", "", "", "", seed(variant, part), word]
            }
        case .noFigure:
            return [
                [name(variant), "difference", drift.metric.name, drift.metric.unit.rawValue, "", "", "", "", "0"]
                    + [seed(variant, "difference"), word]
            ]
        }
    }

    private func rows(_ figure: FigureDrift, _ variant: Drift.Variant) -> [[String]] {
        let word = DriftWord(figure.verdict(tolerance: drift.tolerance)).rawValue
        let values = [("predicted", figure.predicted), ("measured", figure.measured)].map { part, value in
            [name(variant), part, figure.metric.name, figure.metric.unit.rawValue, "\(value.mean)", "", "", ""]
                + ["\(value.runs)", seed(variant, part), word]
        }
        let differences = DifferenceRows(
            metric: figure.metric, ratio: figure.ratio, difference: figure.difference,
            seed: variant.predicted.scenario.run.seed, verdict: word)
        return values + differences.cells.map { [name(variant)] + $0 }
    }

    private func name(_ variant: Drift.Variant) -> String { variant.measured.name }

    /// That of what was simulated, or of the runs, where their file says it.
    private func seed(_ variant: Drift.Variant, _ part: String) -> String {
        guard part == "measured" else { return "\(variant.predicted.scenario.run.seed)" }
        return variant.measured.seed.map { String(format: "%.0f", $0) } ?? ""
    }
}
