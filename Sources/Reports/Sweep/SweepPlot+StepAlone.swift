import Experiments
import Foundation
import Measurements
import PipelineRuns

extension SweepPlot {
    /// What the bands are, and where to look for them if they cannot be seen.
    var bands: String {
        guard metric.aggregation != .maximum else { return "" }
        let widest = points.compactMap { $0.summary.estimate(metric)?.interval?.halfWidth }.max() ?? 0
        let isSeen = 2 * widest / scale.size > top * Self.lineShare
        return "; bands: \(confidence) intervals\(isSeen ? "" : ", thinner than the line")"
    }

    /// Where the picture ends if the line of the step would be too far above the curves.
    var hiddenLimit: String {
        let limits = points.compactMap(stepAlone)
        guard !showsLimit, let least = limits.min(), let most = limits.max() else { return "" }
        let (from, to) = (QuantityFormat.text(least, metric.unit), QuantityFormat.text(most, metric.unit))
        return "; the training step alone allows \(from == to ? "" : "at least ")\(from) \(scale.unit)"
    }

    /// The share of the picture's height that a line takes.
    private static let lineShare = 0.006
    /// How far above the curves the step's line may be: beyond, it would press them flat.
    private static let farthestLimit = 2.5
    static let grey = "#606060"

    /// The highest place that the curves reach, with their bands, in the axis's unit.
    private var highest: Double {
        (points.compactMap { $0.summary.estimate(metric) }.map { $0.interval?.upper ?? $0.value }.max() ?? 0)
            / scale.size
    }

    /// The highest place that is drawn.
    var top: Double {
        showsLimit ? max(highest, (points.compactMap(stepAlone).max() ?? 0) / scale.size) : highest
    }

    private var showsLimit: Bool {
        guard let limit = points.compactMap(stepAlone).max() else { return false }
        return limit / scale.size <= highest * Self.farthestLimit
    }

    /// What the training step alone allows of this figure at a point; nil where that says nothing of it.
    private func stepAlone(_ result: SweepResult) -> Double? {
        switch metric.name {
        case "samplesPerSecond", "runSamplesPerSecond": result.stepAloneSamplesPerSecond
        case "batchesPerSecond": result.stepAloneBatchesPerSecond
        default: nil
        }
    }

    /// The lines of what the step alone allows: one where it is the same for all curves.
    func limits(_ axis: PlotAxis) -> [Curve] {
        guard showsLimit else { return [] }
        let label = "training step alone"
        // Three digits, so that what differs by chance is one line.
        let drawn = curves(axis) { [stepAlone($0).map { $0.rounded(toDigits: 3) }] }
        guard let first = drawn.first, drawn.allSatisfy({ $0.rows == first.rows }) else {
            return drawn.map { Curve(label: "\(label), \($0.label)", rows: $0.rows) }
        }
        return [Curve(label: label, rows: first.rows)]
    }
}

extension Double {
    fileprivate func rounded(toDigits digits: Int) -> Double {
        guard self != 0, isFinite else { return self }
        let step = pow(10, floor(log10(magnitude)) - Double(digits - 1))
        return (self / step).rounded() * step
    }
}
