/// The shortest decimal number that reads back as a given double, whose point can be moved without rounding.
struct ShortestDecimal {
    private let isNegative: Bool
    /// Without zeros at either end; none for zero.
    private let digits: [Character]
    /// The number is 0.d₁d₂d₃… times ten to this power.
    private let exponent: Int
    /// What is written of a number that is not finite, for the reader to refuse.
    private let refused: String?

    init(_ value: Double) {
        isNegative = value < 0
        guard value.isFinite else {
            (digits, exponent, refused) = ([], 0, value.description)
            return
        }
        refused = nil
        let parts = value.magnitude.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        let (whole, fraction) = (mantissa[0], mantissa.count > 1 ? mantissa[1] : "0")
        let all = Array(whole + fraction)
        let leading = all.prefix { $0 == "0" }.count
        digits = Array(all.dropFirst(leading).reversed().drop { $0 == "0" }.reversed())
        exponent = whole.count - leading + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    }

    /// Whether it is at least ten to a power, whatever its sign.
    func reaches(powerOfTen power: Int) -> Bool { !digits.isEmpty && exponent > power }

    /// The text of the number times ten to a power.
    func text(timesTenTo power: Int = 0) -> String {
        guard !digits.isEmpty else { return refused ?? "0" }
        let point = exponent + power
        let sign = isNegative ? "-" : ""
        switch point {
        case digits.count...max(digits.count, 21): return sign + digits + zeros(point - digits.count)
        case 1..<max(2, digits.count): return sign + digits[..<point] + "." + digits[point...]
        case -5...0: return sign + "0." + zeros(-point) + digits
        default:
            let rest = digits.count > 1 ? "." + digits[1...] : ""
            return "\(sign)\(digits[0])\(rest)e\(point - 1)"
        }
    }

    private func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
}
