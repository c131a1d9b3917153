import Experiments
import Foundation
import Measurements
import PipelineRuns

/// A condition's figure with what its interval says: `89.3 % ±0.1`, `1,692 ±2`, `1.2 GiB`.
enum LimitFigure {
    /// With the digits that the interval supports, and enough of them to tell it from the threshold.
    static func text(_ figure: ConditionFigure) -> String {
        guard let value = figure.value else { return "–" }
        let unit = figure.condition.metric.unit
        let halfWidth = figure.interval?.halfWidth ?? 0
        if unit == .fraction { return percent(value, halfWidth, threshold: figure.condition.threshold) }
        guard halfWidth > 0, let interval = figure.interval else { return QuantityFormat.text(value, unit) }
        switch unit {
        case .samplesPerSecond, .batchesPerSecond, .count: return QuantityFormat.text(interval)
        case .seconds, .bytes, .bytesPerSecond, .fraction:
            return "\(QuantityFormat.text(value, unit)) ±\(QuantityFormat.text(halfWidth, unit))"
        }
    }

    private static func percent(_ value: Double, _ halfWidth: Double, threshold: Double) -> String {
        // The first digit of what is uncertain, and one where nothing is.
        var places = halfWidth > 0 ? min(max(Int((-log10(halfWidth * 100)).rounded(.up)), 0), 3) : 1
        func isLikeThreshold() -> Bool {
            Figure.decimal(value * 100, places) == Figure.decimal(threshold * 100, places)
        }
        while places < 4, value != threshold, isLikeThreshold() { places += 1 }
        let text = "\(Figure.decimal(value * 100, places)) %"
        return halfWidth > 0 ? "\(text) ±\(Figure.decimal(halfWidth * 100, places))" : text
    }
}
