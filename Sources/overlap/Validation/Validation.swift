import Foundation
import Measurements
import PipelineSimulation

/// Predictions and measurements of many points.
struct Validation {
    /// What identifies a point: the variant, and the varied parameters.
    let titles: [String]
    var points: [ValidationPoint] = []

    /// Points that were run.
    var measured: [ValidationPoint] { points.filter { !$0.measured.isEmpty } }

    /// Points whose error is above a limit, and more than the machine's own spread explains.
    func misses(_ limit: Double) -> [ValidationPoint] {
        measured.filter { abs($0.error) > max(limit, 2 * $0.spread) }
    }

    /// A quantile of the errors' sizes, by linear interpolation.
    func errorQuantile(_ probability: Double) -> Double {
        let errors = measured.map { abs($0.error) }.sorted()
        guard let last = errors.last else { return .nan }
        let position = probability * Double(errors.count - 1)
        let index = Int(position)
        guard index + 1 < errors.count else { return last }
        return errors[index] + (position - Double(index)) * (errors[index + 1] - errors[index])
    }

    /// Pairs of points that the measurements tell apart, and how many of them the predictions have in the same order.
    var order: (right: Int, pairs: Int) {
        let points = measured
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
            + ["\(ValidationMetric.samplesPerSecond.name)_other_draws"]
        return Self.lines(
            [head]
                + points.map { point in
                    let means = ValidationMetric.all.map { "\(ValidationPoint.mean(point.predicted.map($0.value)))" }
                    return point.labels + [stamp] + means + ["\(point.freshRate)"]
                })
    }

    var runsHeader: String { Self.lines([titles + ["run"] + ValidationMetric.all.map(\.name)]) }

    func row(ofRun run: Int, _ point: Int, _ report: RunReport) -> String {
        Self.lines([points[point].labels + ["\(run)"] + ValidationMetric.all.map { "\($0.value(report))" }])
    }

    /// Predicted and measured side by side, a row for each point that was run.
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
        let rows = measured.map { point -> [String] in
            let rate = ValidationMetric.samplesPerSecond.comparison(at: point)
            return point.labels + ["\(point.measured.count)"] + rate.cells.dropLast()
                + [point.error, point.spread, point.freshRate, point.freshError].map { "\($0)" }
                + others.flatMap { $0.comparison(at: point).cells }
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
