import Foundation
import Measurements
import PipelineRuns

/// Differences with a sign and their uncertainty.
enum DifferenceText {
    /// `+12.3 points ±0.4` of a share; else an amount in the unit, as `+1.2 s ±100 ms`.
    static func change(_ difference: ConfidenceInterval, _ metric: Metric) -> String {
        let sign = difference.mean < 0 ? "−" : "+"
        guard metric.unit == .fraction else {
            let uncertainty =
                difference.halfWidth.map { $0 > 0 ? " ±\(QuantityFormat.text($0, metric.unit))" : "" } ?? ""
            return sign + QuantityFormat.text(difference.mean.magnitude, metric.unit) + uncertainty
        }
        let points = difference.mean.magnitude * 100
        guard let halfWidth = difference.halfWidth.map({ $0 * 100 }) else {
            return "\(sign)\(Figure.decimal(points, 1)) points"
        }
        let places = halfWidth > 0 ? min(2, max(0, -Int(log10(halfWidth).rounded(.down)))) : 1
        let uncertainty = halfWidth < 0.005 ? "" : " ±\(Figure.decimal(halfWidth, places))"
        return "\(sign)\(Figure.decimal(points, places)) points\(uncertainty)"
    }
}

extension ConfidenceInterval {
    /// The interval of the opposite.
    var negated: ConfidenceInterval {
        ConfidenceInterval(mean: -mean, halfWidth: halfWidth, confidence: confidence, count: count)
    }
}
