import Foundation

/// Numbers as a program has them.
enum PythonNumber {
    /// A whole number: `50_000`.
    static func count(_ number: Int64) -> String {
        let digits = String(number.magnitude)
        guard digits.count > 4 else { return "\(number)" }
        var groups: [Substring] = []
        var rest = digits[...]
        while !rest.isEmpty {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return (number < 0 ? "-" : "") + groups.joined(separator: "_")
    }

    /// A number with the digits that a time has to have: `0.12`, `2.5e-05`.
    static func real(_ number: Double) -> String {
        let text = String(format: "%.6g", number)
        return text.contains { $0 == "." || $0 == "e" } ? text : text + ".0"
    }
}
