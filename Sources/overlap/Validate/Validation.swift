import Foundation
import Measurements
import PipelineRuns

/// Predictions and measurements of many points.
struct Validation {
    /// What identifies a point: the variant, and the varied parameters.
    let titles: [String]
    var points: [ValidationPoint] = []

    /// Notes what a run of a point came to.
    ///
    /// - Returns: its row in the file of runs.
    mutating func add(_ outcome: RunOutcome?, ofRun run: Int, at point: Int) -> String {
        switch outcome {
        case .completed(let report):
            points[point].measured.append(report)
            return row(ofRun: run, point, report)
        case .outOfMemory(let exhaustion):
            points[point].measuredOutOfMemory = points[point].measuredOutOfMemory ?? exhaustion
            return row(ofRun: run, point, nil)
        case nil: return ""
        }
    }

    /// What must be known of the points, in sentences without full stops.
    var warnings: [String] {
        points.flatMap { point in
            IncompleteCaches.warnings(point.predicted.first?.stages ?? []).map {
                "\(point.labels.joined(separator: ", ")): \($0)"
            }
        }
    }

    /// Points whose rates are compared.
    var measured: [ValidationPoint] { points.filter(\.isCompared) }

    /// Points of which a prediction or a run ran out of memory.
    var outOfMemory: [ValidationPoint] { points.filter { $0.outOfMemory != nil } }

    /// Points whose error is above a limit, and more than the machine's own spread explains, or whose memory was
    /// predicted wrongly.
    func misses(_ limit: Double) -> [ValidationPoint] {
        measured.filter { abs($0.error) > max(limit, 2 * $0.spread) } + outOfMemory.filter(\.isMemoryMiss)
    }

    /// A quantile of the errors' sizes, by linear interpolation.
    func errorQuantile(_ probability: Double) -> Double {
        measured.map { abs($0.error) }.quantile(probability) ?? .nan
    }

    /// Pairs of points that the measurements tell apart, and how many of them the predictions have in the same order.
    var order: (right: Int, pairs: Int) {
        let points = measured.contains(where: \.lacksSteadyPart) ? measured.map(\.overWholeRuns) : measured
        var (right, pairs) = (0, 0)
        for (index, one) in points.enumerated() {
            for other in points[..<index] {
                let difference = one.measuredRate - other.measuredRate
                let spread = max(one.spread * one.measuredRate, other.spread * other.measuredRate)
                guard abs(difference) > 2 * spread, difference != 0 else { continue }
                pairs += 1
                if (one.predictedRate - other.predictedRate) * difference > 0 { right += 1 }
            }
        }
        return (right, pairs)
    }
}

// MARK: - Files

extension Validation {
    /// What was predicted, with the time at which it was written: before anything ran.
    func predictionsCSV(at time: Date) -> String {
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

    var runsHeader: String { Self.lines([runsHead]) }

    /// - Parameter report: nil when memory ran out.
    func row(ofRun run: Int, _ point: Int, _ report: RunReport?) -> String {
        let labels = points[point].labels + ["\(run)"]
        guard let report else { return Self.lines([Self.withoutFigures(labels, runsHead, "1")]) }
        return Self.lines([labels + ValidationMetric.all.map { $0.value(report).map { "\($0)" } ?? "" } + ["0"]])
    }

    /// A row with nothing between what identifies it and its last cell.
    private static func withoutFigures(_ labels: [String], _ head: [String], _ last: String) -> [String] {
        labels + Array(repeating: "", count: head.count - labels.count - 1) + [last]
    }

    /// Predicted and measured side by side, a row for each point that was run or has run out of memory.
    var csv: String {
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

    /// A gnuplot script: predicted against measured, with the line on which they are equal.
    func plot(title: String) -> (Picture) -> String {
        { picture in
            let rates = measured.flatMap { [$0.measuredRate, $0.predictedRate] }
            let range = "[\((rates.min() ?? 0.1) * 0.9):\((rates.max() ?? 1) * 1.1)]"
            var script = PlotScript(
                picture.format, title: title, horizontal: "measured, samples/s", vertical: "predicted, samples/s")
            script.add(table: "points", measured.map { "\($0.measuredRate) \($0.predictedRate)" })
            script.add([
                "set logscale xy 2", "set xrange \(range)", "set yrange \(range)", "set grid xtics", "set key top left",
            ])
            return script.text(drawing: [
                "x with lines lc rgb '#999999' title 'equal'",
                "1.05*x with lines dt 2 lc rgb '#bbbbbb' title '±5 %'",
                "0.95*x with lines dt 2 lc rgb '#bbbbbb' notitle",
                "$points with points pt 7 lc rgb '\(PlotScript.colours[0])' title 'points'",
            ])
        }
    }
}
