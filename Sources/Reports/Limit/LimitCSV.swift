public import Experiments
import Measurements
import PipelineRuns
import Pipelines
import ScenarioFiles

/// Limits as comma-separated values (RFC 4180, with line feeds): one row for each figure of each value that was tried, then
/// one for each place in the ranges of guesses.
public struct LimitCSV {
    private let limits: [(limit: Limit, uncertain: Uncertain<Limit>?)]

    /// - Parameter limits: of the variants, each with what it hinges on, where guesses were made.
    public init(_ limits: [(limit: Limit, uncertain: Uncertain<Limit>?)]) { self.limits = limits }

    /// All rows, the names of the columns first.
    public var text: String {
        let head = [
            "variant", "part", "at", "threshold", "metric", "unit", "mean", "ci_low", "ci_high", "conf", "reps", "seed",
            "verdict",
        ]
        let rows = limits.flatMap { limit, uncertain in
            Self.rows(of: limit) + (uncertain.map { Self.rows(of: $0) } ?? [])
        }
        return ([head] + rows).map(CSVText.line).joined()
    }

    private static func rows(of limit: Limit) -> [[String]] {
        limit.trials.flatMap { rows(of: $0) } + [row(of: limit, part: "limit", at: "")]
    }

    /// A row for each condition's figure, and one for the bytes needed where memory ran out.
    private static func rows(of trial: LimitTrial) -> [[String]] {
        let run = trial.scenario.run
        func row(_ threshold: String, _ cells: [String], _ confidence: Double, _ verdict: String) -> [String] {
            [trial.scenario.variant, "trial", "\(trial.value)", threshold] + cells
                + ["\(confidence)", "\(trial.replications)", "\(run.seed)", verdict]
        }
        if let outOfMemory = trial.outOfMemory {
            let cells = ["outOfMemory", "B", "\(outOfMemory.neededBytes)", "", ""]
            return [row("", cells, run.confidence, LimitWord.of(trial))]
        }
        return trial.figures.map { figure in
            let (metric, interval) = (figure.condition.metric, figure.interval)
            let cells = [
                metric.name, metric.unit.rawValue, text(figure.value), text(interval?.lower), text(interval?.upper),
            ]
            let confidence = interval?.confidence ?? run.confidence
            return row("\(figure.condition.threshold)", cells, confidence, LimitWord.of(figure))
        }
    }

    private static func rows(of uncertain: Uncertain<Limit>) -> [[String]] {
        uncertain.placed.map { row(of: $0.answer, part: "guess", at: $0.place) }
    }

    /// The limit in the place of the mean, and the first and the last value that may be it as its bounds.
    private static func row(of limit: Limit, part: String, at place: String) -> [String] {
        let scenario = limit.trials.first?.scenario
        let values = limit.question.values
        let bounds = [limit.places?.lowerBound, limit.places?.upperBound].map { position in
            position.flatMap { values.indices.contains($0) ? "\(values[$0])" : nil } ?? ""
        }
        let answer = limit.verdict == .answered ? limit.met.map { "\($0.value)" } : nil
        return [scenario?.variant ?? "", part, place, "", "limit", visible(limit.question.unit), answer ?? ""] + bounds
            + [text(scenario?.run.confidence), "", scenario.map { "\($0.run.seed)" } ?? "", LimitWord.of(limit)]
    }

    private static func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}
