package import Experiments
package import PipelineRuns
package import ScenarioFiles

/// The form in which the points of a sweep are written: each by itself, or all together in the end.
package enum SweepRows {
    /// Lines of a table.
    case csv(CSVText)
    /// A JSON object on a line of its own; the keys are those of the values that vary, the variant's first; with what it costs
    /// where prices are given.
    case jsonLines(keys: [String], prices: Prices?)
    /// A text for people, once all points are there.
    case text(SweepText)

    /// What names the values of a point.
    package var keys: [String] {
        switch self {
        case .csv(let text): text.keys
        case .jsonLines(let keys, _): keys
        case .text(let text): text.keys
        }
    }

    /// What comes before the first point.
    package var header: String {
        switch self {
        case .csv(let text): text.header
        case .jsonLines, .text: ""
        }
    }

    /// The lines of one point.
    ///
    /// - Parameters:
    ///   - number: number of the point, counted from 1.
    ///   - values: one for each key.
    package func lines(run number: Int, _ values: [String], _ summary: VariantSummary) -> String {
        switch self {
        case .csv(let text): text.lines(run: number, values, summary)
        case .jsonLines(let keys, let prices):
            JSONValue(
                run: number, varied: Array(zip(keys, values).dropFirst()), summary,
                cost: prices.flatMap { try? ScenarioCost(summary, $0) }
            ).line + "\n"
        case .text: ""
        }
    }

    /// What comes after the last point that there is.
    package func closing(_ results: [SweepResult]) -> String {
        switch self {
        case .csv, .jsonLines: ""
        case .text(let text): results.isEmpty ? "" : text.text(results)
        }
    }
}
