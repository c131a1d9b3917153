public import Experiments
import Foundation
import Measurements
public import PipelineRuns
import Pipelines
import ScenarioFiles

/// A figure against the first parameter of a sweep: a line with an interval band for all else.
public struct SweepPlot {
    /// Points of one line.
    private struct Curve {
        var label: String
        var rows: [String]
    }

    private let title: String
    private let metric: Metric
    private let grid: SweepGrid
    private let points: [SweepResult]

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
        var script = PlotScript(
            format, title: heading, horizontal: grid.axes[0].title,
            vertical: "\(metric.label) (\(scale.unit))")
        for (index, curve) in curves.enumerated() { script.add(table: "curve\(index)", curve.rows) }
        script.add([
            "set yrange [0:*]",
            curves.count > 1 ? "set key outside right center Left reverse samplen 2 noenhanced" : "unset key",
        ])
        script.add(axis.commands)
        let bands = curves.indices.map {
            "$curve\($0) using 1:3:4 with filledcurves fc rgb '\(Self.colour($0))' fs transparent solid 0.25 noborder notitle"
        }
        let strokes = curves.enumerated().map { index, curve in
            "$curve\(index) using 1:2 with linespoints lw 2 pt \(Self.mark(index)) ps \(Self.markSize(index)) lc rgb '\(Self.colour(index))' "
                + "title \(PlotScript.quoted(curve.label))"
        }
        return script.text(drawing: bands + strokes)
    }

    /// The scenario, and the variant if there is only one.
    private var heading: String {
        let variants = Set(points.map(\.point.variant))
        let isOne = variants.count == 1 && variants != ["base"]
        let bands = metric.aggregation != .maximum ? "; bands: \(confidence) intervals" : ""
        return title + (isOne ? ", \(variants.joined())" : "") + bands
    }

    private var confidence: String {
        QuantityFormat.percent(points.first?.summary.scenario.run.confidence ?? 0.95)
    }

    /// The unit of the vertical axis, and how many of the metric's are in one of it.
    private var scale: (unit: String, size: Double) {
        switch metric.unit {
        case .fraction: ("%", 0.01)
        case .bytes: ("MiB", 0x1p20)
        case .bytesPerSecond: ("MB/s", 1e6)
        default: (metric.unit.rawValue, 1)
        }
    }

    /// Lines in the order in which they begin; a point without the figure (out of memory) leaves a gap.
    private func curves(_ axis: PlotAxis) -> [Curve] {
        var curves: [Curve] = []
        for result in points {
            let label = label(of: result.point)
            let estimate = result.summary.estimate(metric)
            let x = axis.positions[result.point.indices[0]]
            let figures = [
                estimate?.value, estimate?.interval?.lower ?? estimate?.value,
                estimate?.interval?.upper ?? estimate?.value,
            ].map { $0.map { "\($0 / scale.size)" } ?? "NaN" }
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
            "\(grid.axes[$0].vary.path) = \(grid.axes[$0].vary.values[point.indices[$0]])"
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
