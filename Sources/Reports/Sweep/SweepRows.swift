package import PipelineRuns
import ScenarioFiles

/// The form in which the points of a sweep are written, each by itself.
package enum SweepRows {
    /// Lines of a table.
    case csv(CSVText)
    /// A JSON object on a line of its own; the keys are those of the values that vary, the variant's first.
    case jsonLines(keys: [String])

    /// What names the values of a point.
    package var keys: [String] {
        switch self {
        case .csv(let text): text.keys
        case .jsonLines(let keys): keys
        }
    }

    /// What comes before the first point.
    package var header: String {
        switch self {
        case .csv(let text): text.header
        case .jsonLines: ""
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
        case .jsonLines(let keys):
            JSONValue(run: number, varied: Array(zip(keys, values).dropFirst()), summary).line + "\n"
        }
    }
}
