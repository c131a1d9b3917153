import Foundation

/// Figures of a comparison: plain, with a fixed number of places, empty where there is none.
package enum Figure {
    /// `93.35`, `453.6`, `14,061` without the comma: four digits, all before the point.
    package static func rate(_ value: Double?) -> String {
        value.map { decimal($0, $0 >= 1000 ? 0 : $0 >= 100 ? 1 : $0 >= 10 ? 2 : 3) } ?? "–"
    }

    /// `1.2 %`.
    package static func percent(_ value: Double?) -> String { value.map { decimal($0 * 100, 1) + " %" } ?? "–" }

    /// `+1.23 %`.
    static func signedPercent(_ value: Double?) -> String {
        value.map { String(format: "%+.2f %%", $0 * 100) } ?? "–"
    }

    /// `predicted/measured`.
    package static func pair(_ predicted: Double?, _ measured: Double?, _ text: (Double) -> String) -> String {
        if predicted == nil && measured == nil { return "" }
        return "\(predicted.map(text) ?? "–")/\(measured.map(text) ?? "–")"
    }

    /// A number of places after the point.
    package static func decimal(_ value: Double, _ places: Int) -> String { String(format: "%.\(places)f", value) }
}
