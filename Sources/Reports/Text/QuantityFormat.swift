import Foundation
package import Measurements
package import PipelineRuns

/// Numbers as people read them.
package enum QuantityFormat {
    /// Digits of figures whose uncertainty is not shown beside them.
    private static let significantDigits = 3
    /// Digits beyond which a narrow interval shows no more.
    private static let mostDigits = 6

    /// A value in the unit that suits its size: `655 ms`, `12.3 MiB`, `42 %`, `1,829`.
    package static func text(_ value: Double, _ unit: Metric.Unit) -> String {
        switch unit {
        case .seconds: seconds(value)
        case .bytes: bytes(value)
        case .bytesPerSecond: bytesPerSecond(value)
        case .fraction: percent(value)
        case .samplesPerSecond, .batchesPerSecond, .count: significant(value)
        }
    }

    /// A figure of replications with the digits that its interval supports: `1,829 ±5` for a rate, `59 %`, `1.2 s`.
    package static func text(_ estimate: Estimate) -> String {
        let unit = estimate.metric.unit
        guard let interval = estimate.interval, let halfWidth = interval.halfWidth, halfWidth > 0 else {
            return text(estimate.value, unit)
        }
        let digits = digits(of: estimate.value, uncertainty: halfWidth)
        switch unit {
        case .samplesPerSecond, .batchesPerSecond: return text(interval)
        case .fraction: return halfWidth < 0.005 ? percent(estimate.value) : decimal(estimate.value * 100, 0) + " %"
        case .seconds: return seconds(estimate.value, digits: digits)
        case .bytes: return bytes(estimate.value, digits: digits)
        case .bytesPerSecond: return bytesPerSecond(estimate.value, digits: digits)
        case .count: return significant(estimate.value, digits: digits)
        }
    }

    /// `655 ms`, `10.8 s`, `2.5 min`.
    package static func seconds(_ value: Double, digits: Int = significantDigits) -> String {
        scaled(
            value,
            [
                ("ns", 1e-9, 1e-9), ("µs", 1e-6, 1e-6), ("ms", 1e-3, 1e-3), ("s", 1, 1), ("min", 120, 60),
                ("h", 7200, 3600),
            ], digits: digits)
    }

    /// `110 KiB`.
    package static func bytes(_ value: Double, digits: Int = significantDigits) -> String {
        let units = [("B", 1), ("KiB", 0x1p10), ("MiB", 0x1p20), ("GiB", 0x1p30), ("TiB", 0x1p40), ("PiB", 0x1p50)]
        return scaled(value, units.map { ($0.0, $0.1, $0.1) }, digits: digits)
    }

    private static func bytesPerSecond(_ value: Double, digits: Int = significantDigits) -> String {
        let units = [("B/s", 1), ("kB/s", 1e3), ("MB/s", 1e6), ("GB/s", 1e9), ("TB/s", 1e12)]
        return scaled(value, units.map { ($0.0, $0.1, $0.1) }, digits: digits)
    }

    /// `2.6 GHz`.
    static func hertz(_ value: Double) -> String {
        scaled(value, [("Hz", 1), ("kHz", 1e3), ("MHz", 1e6), ("GHz", 1e9)])
    }

    /// `12,345`: all digits of a count.
    package static func whole(_ count: Int64) -> String { decimal(Double(count), 0) }

    /// `42 %`, and `0.4 %` below one.
    package static func percent(_ value: Double) -> String {
        let percent = value * 100
        let isSmall = percent.magnitude < 0.95 && percent.magnitude >= 0.05
        return decimal(percent, isSmall ? 1 : 0) + " %"
    }

    /// `0.25 %`, `99.9 %`: a share that somebody chose, with the digits that it has.
    static func chosen(_ share: Double) -> String { String(format: "%g %%", share * 100) }

    /// `1,829 ±5`: the half-width, to one digit (two when the first is 1), decides the digits of the mean.
    package static func text(_ interval: ConfidenceInterval) -> String {
        guard let halfWidth = interval.halfWidth else { return significant(interval.mean) }
        guard halfWidth > 0 else { return "\(significant(interval.mean, digits: 4)) ±0" }
        let places = min(places(ofUncertainty: halfWidth), places(of: interval.mean, digits: mostDigits))
        return "\(decimal(interval.mean, max(0, places))) ±\(decimal(halfWidth, max(0, places)))"
    }

    /// Digits of a value down to the first that is uncertain: at least one, and no more than where nothing is known.
    private static func digits(of value: Double, uncertainty: Double) -> Int {
        guard value != 0 else { return 1 }
        let leading = Int(log10(value.magnitude).rounded(.down))
        return min(max(1, leading + 1 + places(ofUncertainty: uncertainty)), significantDigits)
    }

    private static func places(ofUncertainty value: Double) -> Int {
        let exponent = Int(log10(value).rounded(.down))
        let leading = (value / pow(10, Double(exponent))).rounded()
        return leading < 2 ? 1 - exponent : -exponent
    }

    private static func places(of value: Double, digits: Int) -> Int {
        // After rounding: 0.9996 has three digits as 1.00.
        let rounded = self.rounded(value, digits: digits)
        return rounded == 0 ? 0 : digits - 1 - Int(log10(rounded.magnitude).rounded(.down))
    }

    private static func rounded(_ value: Double, digits: Int) -> Double {
        Double(String(format: "%.\(digits - 1)e", value)) ?? value
    }

    private static func significant(_ value: Double, digits: Int = significantDigits) -> String {
        decimal(value, max(0, places(of: value, digits: digits)))
    }

    private static func scaled(_ value: Double, _ units: [(String, Double)]) -> String {
        scaled(value, units.map { ($0.0, $0.1, $0.1) })
    }

    /// Units with the value from which they are used, and their size.
    private static func scaled(
        _ value: Double, _ units: [(symbol: String, from: Double, size: Double)], digits: Int = significantDigits
    ) -> String {
        guard let smallest = units.first else { return significant(value) }
        if value == 0 { return "0 \(smallest.symbol)" }
        // 999.7 ms is shown as 1 s.
        let rounded = max(value, rounded(value, digits: digits))
        let unit = units.last { rounded >= $0.from } ?? smallest
        return "\(significant(value / unit.size, digits: digits)) \(unit.symbol)"
    }

    /// A number of decimal places, with commas between thousands.
    private static func decimal(_ value: Double, _ places: Int) -> String {
        let text = String(format: "%.\(places)f", value)
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        var digits = String(parts[0])
        var position = digits.count - 3
        while position > (value < 0 ? 1 : 0) {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
            position -= 3
        }
        return ([digits] + parts.dropFirst().map(String.init)).joined(separator: ".")
    }
}
