package import Experiments
package import Foundation
import PipelineRuns

extension Validation {
    /// What was predicted, with the time at which it was written: before anything ran.
    package func predictionsCSV(at time: Date) -> String {
        let stamp = ISO8601DateFormatter().string(from: time)
        let head =
            titles + ["predicted_at"] + ValidationMetric.all.map(\.name)
            + ["\(ValidationMetric.samplesPerSecond.name)_other_draws", "out_of_memory"]
        return Self.lines(
            [head]
                + points.map { point in
                    if point.predictedOutOfMemory != nil {
                        return Self.withoutFigures(point.labels + [stamp], head, "1")
                    }
                    let averages = ValidationMetric.all.map { $0.comparison(at: point).cells[0] }
                    return point.labels + [stamp] + averages + ["\(point.freshRate)", "0"]
                })
    }

    private var runsHead: [String] { titles + ["run"] + ValidationMetric.all.map(\.name) + ["out_of_memory"] }

    /// The first line of the file of runs.
    package var runsHeader: String { Self.lines([runsHead]) }

    /// The line of one run in that file.
    package func row(of run: ValidationRun) -> String {
        let labels = points[run.point].labels + ["\(run.number)"]
        guard case .completed(let report) = run.outcome else {
            return Self.lines([Self.withoutFigures(labels, runsHead, "1")])
        }
        return Self.lines([labels + ValidationMetric.all.map { $0.value(report).map { "\($0)" } ?? "" } + ["0"]])
    }

    /// A row with nothing between what identifies it and its last cell.
    private static func withoutFigures(_ labels: [String], _ head: [String], _ last: String) -> [String] {
        labels + Array(repeating: "", count: head.count - labels.count - 1) + [last]
    }

    /// Predicted and measured side by side, a row for each point that was run or has run out of memory.
    package var csv: String {
        let others = ValidationMetric.all.dropFirst()
        let head =
            titles
            + [
                "runs", "predicted", "measured", "measured_low", "measured_high", "error", "spread",
                "predicted_other_draws", "error_other_draws",
            ]
            + others.flatMap { metric in
                ["predicted", "measured", "measured_low", "measured_high", "error"].map { "\(metric.name)_\($0)" }
            }
            + ["out_of_memory"]
        let rows = points.compactMap { point -> [String]? in
            if let verdict = point.outOfMemory {
                return Self.withoutFigures(point.labels + ["\(point.measured.count)"], head, verdict.rawValue)
            }
            guard point.isCompared else { return nil }
            let rate = ValidationMetric.samplesPerSecond.comparison(at: point)
            return point.labels + ["\(point.measured.count)"] + rate.cells.dropLast()
                + [point.error, point.spread, point.freshRate, point.freshError].map { "\($0)" }
                + others.flatMap { $0.comparison(at: point).cells } + [""]
        }
        return Self.lines([head] + rows)
    }

    private static func lines(_ rows: [[String]]) -> String {
        rows.map { $0.map(CSVText.quoted).joined(separator: ",") + "\n" }.joined()
    }
}
