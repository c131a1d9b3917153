import Experiments
import Foundation
import Measurements
import PipelineRuns

/// A condition's figure with what its interval says: `89.3 % ±0.1`, `98 % (75–99)`, `1,692 ±2`, `1.2 GiB`.
enum LimitFigure {
    /// With the digits that the interval supports, and enough of them to tell it from the threshold.
    static func text(_ figure: ConditionFigure) -> String {
        guard let value = figure.value else { return "–" }
        let unit = figure.condition.metric.unit
        if unit == .fraction { return share(value, figure.interval, threshold: figure.condition.threshold) }
        guard let interval = figure.interval, let halfWidth = interval.halfWidth, halfWidth > 0 else {
            return QuantityFormat.text(value, unit)
        }
        switch unit {
        case .samplesPerSecond, .batchesPerSecond, .count: return QuantityFormat.text(interval)
        case .seconds, .bytes, .bytesPerSecond, .fraction:
            return "\(QuantityFormat.text(value, unit)) ±\(QuantityFormat.text(halfWidth, unit))"
        }
    }

    private static func share(_ value: Double, _ interval: ConfidenceInterval?, threshold: Double) -> String {
        let halfWidth = interval?.halfWidth ?? 0
        // The first digit of what is uncertain, and one where nothing is.
        var places = halfWidth > 0 ? min(max(Int((-log10(halfWidth * 100)).rounded(.up)), 0), 2) : 1
        func percent(_ share: Double) -> String { Figure.decimal(share * 100, places) }
        while places < 4, value != threshold, percent(value) == percent(threshold) { places += 1 }
        guard halfWidth > 0, let lower = interval?.lower, let upper = interval?.upper else {
            return "\(percent(value)) %"
        }
        // Beside 0 and 1 an interval reaches farther to one side.
        let isEven = halfWidth < 1.5 * min(value - lower, upper - value)
        return isEven
            ? "\(percent(value)) % ±\(percent(halfWidth))" : "\(percent(value)) % (\(percent(lower))–\(percent(upper)))"
    }
}
