public import Experiments
import Measurements
import PipelineRuns
import Pipelines
import ScenarioFiles

/// Knees as comma-separated values: a row for each figure of each value that was simulated, then the answer's.
public struct KneeCSV {
    private let knees: [(knee: Knee, uncertain: Uncertain<Knee.Answer>?)]

    /// - Parameter knees: those of a scenario's variants, of one parameter, each with how it depends on guesses, where any were
    ///   made.
    public init(_ knees: [(knee: Knee, uncertain: Uncertain<Knee.Answer>?)]) { self.knees = knees }

    /// Header and rows.
    public var text: String {
        guard let first = knees.first?.knee else { return "" }
        let head =
            ["variant", "at"] + first.axis.titles
            + ["metric", "unit", "mean", "ci_low", "ci_high", "conf", "reps", "seed", "verdict"]
        return CSVText.line(head) + knees.map(rows).joined()
    }

    private func rows(_ knee: Knee, _ uncertain: Uncertain<Knee.Answer>?) -> String {
        let guesses = uncertain?.placed.map { row($0.answer, of: knee, at: $0.place) } ?? []
        return knee.tried.map { rows($0, knee) }.joined() + row(knee.answer, of: knee) + guesses.joined()
    }

    private func rows(_ point: Knee.Point, _ knee: Knee) -> String {
        var figures: [[String]] = []
        for metric in [knee.metric, .peakBufferedBytes].compactMap({ $0 }) {
            guard let estimate = point.summary.estimate(metric) else { continue }
            figures.append(
                [metric.name, metric.unit.rawValue, "\(estimate.value)"] + ends(estimate.interval)
                    + ["\(point.summary.scenario.run.confidence)", "\(estimate.count)"])
        }
        if let ratio = point.ratio {
            figures.append(
                ["ratioToAsymptote", "1", "\(ratio.mean)"] + ends(ratio)
                    + ["\(ratio.confidence)", "\(ratio.count)"])
        }
        if let outOfMemory = point.summary.outOfMemory {
            figures.append(["outOfMemory", "B", "\(outOfMemory.neededBytes)", "", "", "", ""])
        }
        let identity = identity(knee, knee.axis.vary.paths.map { _ in knee.axis.cell(point.position) })
        return figures.map { figure in
            CSVText.line(identity + figure + ["\(point.summary.scenario.run.seed)", point.standing.rawValue])
        }.joined()
    }

    /// The knee in the place of the mean, the smallest value that may be it and the smallest known to be enough as its bounds.
    private func row(_ answer: Knee.Answer?, of knee: Knee, at place: String = "") -> String {
        let range = answer?.range
        let identity = identity(knee, at: place, knee.axis.vary.paths.map { _ in "" })
        let ends = [range?.lowerBound, range?.upperBound].map { $0.map(knee.axis.cell) ?? "" }
        return CSVText.line(
            identity + ["knee", knee.axis.unit, range?.count == 1 ? ends[0] : ""] + ends
                + ["\(1 - knee.schedule.error)", "", "\(knee.points[0].scenario.run.seed)"]
                + [KneeVerdict.word(answer)])
    }

    private func identity(_ knee: Knee, at place: String = "", _ values: [String]) -> [String] {
        [knee.points[0].variant, place] + values
    }

    private func ends(_ interval: ConfidenceInterval?) -> [String] {
        [interval?.lower, interval?.upper].map { $0.map { "\($0)" } ?? "" }
    }
}
