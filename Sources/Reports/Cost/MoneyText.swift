import Foundation

/// Amounts of money: three digits or more, and two places at least below 100.
enum MoneyText {
    /// `0.733 USD`, `3.64 USD`, `1,234 USD`.
    static func text(_ amount: Double, _ currency: String) -> String {
        guard amount != 0, amount.isFinite else { return "0 \(currency)" }
        let magnitude = Int(log10(amount.magnitude).rounded(.down))
        let places = magnitude >= 2 ? 0 : max(2, 2 - magnitude)
        guard magnitude >= 3 else {
            var digits = Figure.decimal(amount, places)
            // Two places at least, and no zeros beyond.
            while digits.hasSuffix("0"), digits.split(separator: ".").last.map({ $0.count > 2 }) == true {
                digits.removeLast()
            }
            return "\(digits) \(currency)"
        }
        return "\(amount < 0 ? "−" : "")\(QuantityFormat.whole(Int64(amount.magnitude.rounded()))) \(currency)"
    }

    /// `+0.04 USD`, `−0.04 USD`.
    static func signed(_ amount: Double, _ currency: String) -> String {
        amount == 0 ? "0 \(currency)" : (amount < 0 ? "−" : "+") + text(amount.magnitude, currency)
    }
}
