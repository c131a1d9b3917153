import Experiments
import Measurements
import PipelineRuns
import ScenarioFiles

/// What a sweep has found, in a sentence for each variant.
struct SweepVerdict {
    let results: [SweepResult]
    let grid: SweepGrid

    /// How much less than the best is enough, as sentences say it.
    static let tolerance = QuantityFormat.percent(SufficientPoint.tolerance)

    /// The sentences.
    ///
    /// - Parameter points: those found for each variant.
    func sentences(_ points: [SufficientPoint]) -> [String] {
        guard !points.isEmpty else { return ["no point of the sweep has figures."] }
        let hasSeveral = Set(results.map(\.point.variant)).count > 1
        return points.map { (hasSeveral ? "\(visible($0.variant)): " : "") + sentence($0) }
    }

    /// `prefetch.buffer = 2, decode.parallelism = 8`.
    private func name(_ position: Int) -> String {
        zip(grid.axes, results[position].point.indices).map { axis, index in
            let paths = axis.vary.paths.joined(separator: " = ")
            return visible("\(paths) = \(axis.vary.values[index])")
        }.joined(separator: ", ")
    }

    private func rate(_ position: Int) -> String {
        results[position].summary.estimate(.samplesPerSecond).map { QuantityFormat.text($0) } ?? "–"
    }

    private func sentence(_ point: SufficientPoint) -> String {
        let count = point.all.count
        guard count > 1 else { return "\(name(point.best)): \(rate(point.best)) samples/s." }
        return choice(point, count) + "." + doubt(point)
    }

    private func choice(_ point: SufficientPoint, _ count: Int) -> String {
        let (smallest, best) = (name(point.smallest), name(point.best))
        if point.sufficient.count == count {
            let names = varied.map(\.name).joined(separator: ", ")
            return
                "\(names) hardly \(varied.count > 1 ? "matter" : "matters"): all \(count) points are within "
                + "\(Self.tolerance) of the best, \(rate(point.best)) samples/s at \(best)"
        }
        if point.smallest == point.best {
            let others = point.sufficient.count == 1 ? "no other of the \(count) points" : "no \(smaller) point"
            let rise = point.mayRise && isNumeric ? ", and it is the largest: a larger one may be faster" : ""
            return "\(smallest) is best with \(rate(point.best)) samples/s; "
                + "\(others) comes within \(Self.tolerance)\(rise)"
        }
        return
            "\(smallest) is the \(least) of \(count) points within \(Self.tolerance) of the best: "
            + "\(rate(point.smallest)) samples/s; the best, \(best), has \(rate(point.best))"
    }

    /// Where intervals are wider than the difference that counts.
    private func doubt(_ point: SufficientPoint) -> String {
        let widths = [point.smallest, point.best].compactMap {
            results[$0].summary.estimate(.samplesPerSecond)?.interval?.relativeHalfWidth
        }
        guard point.all.count > 1, let widest = widths.max(), widest > SufficientPoint.tolerance else { return "" }
        return " The intervals are wider than \(Self.tolerance) (±\(QuantityFormat.percent(widest))): "
            + "more replications would tell better."
    }

    private var isNumeric: Bool { varied.allSatisfy { $0.numbers != nil } }
    private var varied: [SweepGrid.Axis] { grid.axes.filter { $0.vary.values.count > 1 } }
    /// Words have no size: they come in the order given.
    private var smaller: String { isNumeric ? "smaller" : "earlier" }
    private var least: String {
        let first = varied.count > 1 ? " (by \(varied[0].name) first)" : ""
        return (isNumeric ? "smallest" : "first") + first
    }
}
