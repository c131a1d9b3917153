public import Experiments
import Measurements
import PipelineRuns
import Pipelines
import ScenarioFiles

/// Limits as comma-separated values (RFC 4180, with line feeds): one row for each figure of each value that was tried, then
/// one for each place in the ranges of guesses.
public struct LimitCSV {
    private let limits: [(limit: Limit, uncertain: UncertainLimit?)]

    /// - Parameter limits: of the variants, each with what it hinges on, where guesses were made.
    public init(_ limits: [(limit: Limit, uncertain: UncertainLimit?)]) { self.limits = limits }

    /// All rows, the names of the columns first.
    public var text: String {
        let head = [
            "variant", "part", "at", "figure", "unit", "mean", "ci_low", "ci_high", "threshold", "verdict", "reps",
        ]
        let rows = limits.flatMap { limit, uncertain in
            Self.rows(of: limit) + (uncertain.map { Self.rows(of: $0) } ?? [])
        }
        return ([head] + rows).map { $0.map(CSVText.quoted).joined(separator: ",") + "\n" }.joined()
    }

    private static func rows(of limit: Limit) -> [[String]] {
        limit.trials.flatMap { trial in
            trial.figures.map { figure in
                let metric = figure.condition.metric
                return [
                    trial.scenario.variant, "trial", "\(trial.value)", metric.name, metric.unit.rawValue,
                    text(figure.value), text(figure.interval?.lower), text(figure.interval?.upper),
                    "\(figure.condition.threshold)", trial.verdictWord, "\(trial.replications)",
                ]
            }
        } + [[variant(limit), "limit", "", "", "", met(limit), "", "", "", verdict(limit), ""]]
    }

    private static func rows(of uncertain: UncertainLimit) -> [[String]] {
        zip(uncertain.design.points, uncertain.limits).map { point, limit in
            let places = zip(uncertain.guesses, point.places).map { guess, place in
                "\(guess.path)=\(place.map(guess.text) ?? "as written")"
            }
            let at = places.joined(separator: "; ")
            return [variant(limit), "guess", at, "", "", met(limit), "", "", "", verdict(limit), ""]
        }
    }

    private static func met(_ limit: Limit) -> String { limit.met.map { "\($0.value)" } ?? "" }

    private static func verdict(_ limit: Limit) -> String { limit.verdict?.rawValue ?? "interrupted" }

    private static func variant(_ limit: Limit) -> String { limit.trials.first?.scenario.variant ?? "" }

    private static func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}
