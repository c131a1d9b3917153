import Foundation
import Measurements

/// Ratios as changes in percent.
enum RatioText {
    /// `+5.6 % ±0.1`: how much more than 1, with the digits that the interval supports.
    static func change(_ ratio: ConfidenceInterval) -> String {
        let percent = (ratio.mean - 1) * 100
        guard let halfWidth = ratio.halfWidth.map({ $0 * 100 }) else { return "\(signed(percent, 1)) %" }
        let places = halfWidth > 0 ? min(2, max(0, -Int(log10(halfWidth).rounded(.down)))) : 1
        let uncertainty = halfWidth < 0.005 ? "" : " ±\(String(format: "%.\(places)f", halfWidth))"
        return "\(signed(percent, places)) %\(uncertainty)"
    }

    private static func signed(_ value: Double, _ places: Int) -> String {
        let text = String(format: "%.\(places)f", value.magnitude)
        return (value < 0 && Double(text) != 0 ? "−" : "+") + text
    }
}
