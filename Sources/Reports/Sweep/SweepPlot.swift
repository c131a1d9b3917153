public import Experiments
import Foundation
import Measurements
public import PipelineRuns
import Pipelines
import ScenarioFiles

/// A figure against the first parameter of a sweep: a line with an interval band for all else.
public struct SweepPlot {
    /// Points of one line.
    struct Curve {
        var label: String
        var rows: [String]
    }

    private let title: String
    let metric: Metric
    private let grid: SweepGrid
    let points: [SweepResult]

    /// - Parameters:
    ///   - title: the scenario's name.
    ///   - metric: the figure that is drawn.
    ///   - grid: whose first parameter is the horizontal axis.
    ///   - points: the results.
    public init(title: String, metric: Metric, grid: SweepGrid, points: [SweepResult]) {
        self.title = title
        self.metric = metric
        self.grid = grid
        self.points = points
    }

    /// What gnuplot is to do.
    public func script(in format: PictureFormat) -> String {
        let axis = PlotAxis(grid.axes[0])
        let curves = curves(axis)
        let limits = limits(axis)
        var script = PlotScript(
            format, title: heading, horizontal: AxisLabel(grid.axes[0], in: points.first?.point.scenario).text,
            vertical: "\(metric.label) (\(scale.unit))")
        for (index, curve) in curves.enumerated() { script.add(table: "curve\(index)", curve.rows) }
        for (index, limit) in limits.enumerated() { script.add(table: "limit\(index)", limit.rows) }
        script.add([
            "set yrange [0:\(top > 0 ? "\(top * 1.08)" : "*")]",
            Self.key(curves: curves.count, limits: limits.count),
        ])
        script.add(axis.commands)
        let bands = curves.indices.map {
            "$curve\($0) using 1:3:4 with filledcurves fc rgb '\(Self.colour($0))' "
                + "fs transparent solid 0.25 noborder notitle"
        }
        let strokes = curves.enumerated().map { index, curve in
            "$curve\(index) using 1:2 with linespoints lw 2 pt \(Self.mark(index)) ps \(Self.markSize(index)) "
                + "lc rgb '\(Self.colour(index))' "
                + (curve.label.isEmpty ? "notitle" : "title \(PlotScript.quoted(curve.label))")
        }
        let dashes = limits.enumerated().map { index, limit in
            "$limit\(index) using 1:2 with lines dt 2 lw 1.5 "
                + "lc rgb '\(limits.count == 1 ? Self.grey : Self.colour(index))' "
                + "title \(PlotScript.quoted(limit.label))"
        }
        return script.text(drawing: bands + dashes + strokes)
    }

    /// Where lines are named, so that it costs little of the picture's width.
    private static func key(curves: Int, limits: Int) -> String {
        if curves > 1 { return "set key outside right center Left reverse samplen 2 noenhanced" }
        return limits > 0 ? PlotScript.keyBelow : "unset key"
    }

    /// The scenario, and the variant if there is only one.
    private var heading: String {
        let variants = Set(points.map(\.point.variant))
        let isOne = variants.count == 1 && variants != ["base"]
        return title + (isOne ? ", \(variants.joined())" : "") + bands + hiddenLimit
    }

    var confidence: String {
        QuantityFormat.percent(points.first?.summary.scenario.run.confidence ?? 0.95)
    }

    /// The unit of the vertical axis, and how many of the metric's are in one of it.
    var scale: (unit: String, size: Double) {
        switch metric.unit {
        case .fraction: ("%", 0.01)
        case .bytes: ("MiB", 0x1p20)
        case .bytesPerSecond: ("MB/s", 1e6)
        default: (metric.unit.rawValue, 1)
        }
    }

    /// Lines in the order in which they begin; a point without the figure (out of memory) leaves a gap.
    private func curves(_ axis: PlotAxis) -> [Curve] {
        curves(axis) { result in
            let estimate = result.summary.estimate(metric)
            return [
                estimate?.value, estimate?.interval?.lower ?? estimate?.value,
                estimate?.interval?.upper ?? estimate?.value,
            ]
        }
    }

    func curves(_ axis: PlotAxis, _ values: (SweepResult) -> [Double?]) -> [Curve] {
        var curves: [Curve] = []
        for result in points {
            let label = label(of: result.point)
            let x = axis.positions[result.point.indices[0]]
            let figures = values(result).map { $0.map { "\($0 / scale.size)" } ?? "NaN" }
            let row = "\(x) \(figures.joined(separator: " "))"
            if let index = curves.firstIndex(where: { $0.label == label }) {
                curves[index].rows.append(row)
            } else {
                curves.append(Curve(label: label, rows: [row]))
            }
        }
        return curves
    }

    private func label(of point: SweepGrid.Point) -> String {
        let others = grid.axes.indices.dropFirst().map {
            "\(grid.axes[$0].vary.paths.joined(separator: " = ")) = \(grid.axes[$0].vary.values[point.indices[$0]])"
        }
        let isOneVariant = points.allSatisfy { $0.point.variant == point.variant }
        return ((isOneVariant ? [] : [point.variant]) + others).joined(separator: ", ")
    }

    private static func colour(_ index: Int) -> String { PlotScript.colours[index % PlotScript.colours.count] }

    /// Filled marks of different shape.
    private static func mark(_ index: Int) -> Int { [7, 5, 9, 11, 13][index % 5] }

    /// Later marks are smaller, so that they do not hide those of an earlier line at the same place.
    private static func markSize(_ index: Int) -> Double { 1 - 0.1 * Double(min(index, 5)) }
}
