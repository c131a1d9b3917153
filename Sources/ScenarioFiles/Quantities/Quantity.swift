import Pipelines

/// Why a text is not the number or quantity that was expected.
struct QuantityError: Error, Equatable {
    let message: String
    let accepted: String
    var suggestion: String?
}

/// Reads numbers and quantities: `8`, `1e6`, `6 ms`, `110 KiB`, `0.5 %`.
enum Quantity {
    /// A quantity in base units.
    ///
    /// Every quantity carries a unit, except zero and plain fractions.
    static func parse(
        _ text: String, as dimension: Dimension, in range: ClosedRange<Double>
    ) throws(QuantityError) -> Double {
        let (number, digits, symbol) = try split(text, accepted: dimension.accepted)
        let unit = try unit(symbol, of: dimension, number: number, text: text)
        // Adding zero turns −0 into 0.
        let value = unit.base(number, digits: digits) + 0
        guard range.contains(value) else { throw outOfRange(text, value, dimension, range) }
        return value
    }

    /// A dimensionless number; `30 %` is 0.3.
    static func number(_ text: String) throws(QuantityError) -> Double {
        let accepted = "a number without a unit, such as `0.3`"
        let (number, _, symbol) = try split(text, accepted: accepted)
        switch symbol {
        case "": return number + 0
        case "%": return number / 100 + 0
        default: throw QuantityError(message: "\(quoted(text)) is not a plain number", accepted: accepted)
        }
    }

    /// A whole number.
    static func count(_ text: String, in range: ClosedRange<Int>) throws(QuantityError) -> Int {
        let accepted = accepted(range)
        let (number, _, symbol) = try split(text, accepted: accepted)
        guard symbol.isEmpty else {
            throw QuantityError(
                message: "\(quoted(text)) has a unit (\(quoted(symbol))), but a count has none", accepted: accepted)
        }
        // Integers above 2⁵³ would lose digits on the way through a Double.
        let digits = text.filter { $0 != "_" && $0 != "+" }
        let whole = Int(digits) ?? Int(exactly: number)
        guard let whole else {
            let problem = number == number.rounded() ? "is too large" : "is not a whole number"
            throw QuantityError(message: "\(quoted(text)) \(problem)", accepted: accepted)
        }
        guard range.contains(whole) else {
            let problem = whole < range.lowerBound ? "too small" : "too large"
            throw QuantityError(message: "\(quoted(text)) is \(problem)", accepted: accepted)
        }
        return whole
    }

    /// What a count accepts.
    static func accepted(_ range: ClosedRange<Int>) -> String {
        range.upperBound == .max
            ? "a whole number of at least \(range.lowerBound)"
            : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }

    private static func unit(
        _ symbol: String, of dimension: Dimension, number: Double, text: String
    ) throws(QuantityError) -> Unit {
        let units = Unit.all(of: dimension)
        if let unit = units.first(where: { $0.symbol == symbol }) { return unit }
        if symbol.isEmpty {
            if number == 0 || dimension.isPlain { return Unit("") }
            throw QuantityError(
                message: "\(quoted(text)) has no unit, and \(dimension.noun) needs one", accepted: dimension.accepted)
        }
        if let other = Unit.dimension(of: symbol) {
            throw QuantityError(
                message: "\(quoted(text)) is \(other.noun), but \(dimension.noun) is needed",
                accepted: dimension.accepted)
        }
        if symbol.hasPrefix(",") {
            throw QuantityError(
                message: "\(quoted(text)) has a comma: write a decimal point, and `_` or nothing between thousands",
                accepted: dimension.accepted)
        }
        throw QuantityError(
            message: "unknown unit \(quoted(symbol)) in \(quoted(text))", accepted: dimension.accepted,
            suggestion: nearestName(to: symbol, among: units.map(\.symbol)))
    }

    private static func outOfRange(
        _ text: String, _ value: Double, _ dimension: Dimension, _ range: ClosedRange<Double>
    ) -> QuantityError {
        let problem = value < 0 ? "negative" : value < range.lowerBound ? "too small" : "too large"
        let bounds = "from \(dimension.format(range.lowerBound)) to \(dimension.format(range.upperBound))"
        return QuantityError(message: "\(quoted(text)) is \(problem)", accepted: "\(dimension.noun) \(bounds)")
    }

    /// The number at the beginning of a text, as a value and as it is written, and what follows it.
    private static func split(
        _ text: String, accepted: String
    ) throws(QuantityError) -> (number: Double, digits: String, symbol: String) {
        let scan = NumberScan(text)
        guard let digits = scan.number else {
            let word = text.lowercased().drop { "+-.".contains($0) }
            let problem = ["nan", "inf", "infinity"].contains(word) ? "not a finite number" : "not a number"
            throw QuantityError(message: "\(quoted(text)) is \(problem)", accepted: accepted)
        }
        guard let number = Double(digits), number.isFinite else {
            throw QuantityError(message: "\(quoted(text)) is too large", accepted: accepted)
        }
        return (number, digits, scan.rest)
    }
}

/// Splits `-1_000.5e3 ms` into a number that Swift reads, `-1000.5e3`, and the rest, `ms`.
struct NumberScan {
    /// The number, without underscores; nil when the text does not begin with one.
    let number: String?
    /// What follows, without spaces around it.
    let rest: String

    init(_ text: String) {
        var rest = Substring(text.drop { $0 == " " })
        let sign = rest.hasPrefix("-") || rest.hasPrefix("+") ? String(rest.removeFirst()) : ""
        let whole = Self.digits(&rest)
        var fraction = ""
        if rest.hasPrefix(".") && !(rest.hasPrefix("..")) {
            rest.removeFirst()
            fraction = Self.digits(&rest)
        }
        let exponent = Self.exponent(&rest)
        let isNumber = !(whole.isEmpty && fraction.isEmpty)
        number =
            isNumber ? "\(sign)\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)\(exponent)" : nil
        let trimmed = rest.drop { $0 == " " || $0 == "\t" }
        self.rest = isNumber ? String(trimmed.reversed().drop { $0 == " " || $0 == "\t" }.reversed()) : text
    }

    /// Removes digits and the underscores between them.
    private static func digits(_ rest: inout Substring) -> String {
        guard rest.first?.isASCIIDigit == true else { return "" }
        let digits = rest.prefix { $0.isASCIIDigit || $0 == "_" }
        rest = rest[digits.endIndex...]
        return digits.filter { $0 != "_" }
    }

    /// Removes `e-3`, unless what follows the letter is not a number (`5 exa`).
    private static func exponent(_ rest: inout Substring) -> String {
        guard let letter = rest.first, letter == "e" || letter == "E" else { return "" }
        var after = rest.dropFirst()
        let sign = after.hasPrefix("-") || after.hasPrefix("+") ? String(after.removeFirst()) : ""
        let digits = digits(&after)
        guard !digits.isEmpty else { return "" }
        rest = after
        return "e\(sign)\(digits)"
    }
}

extension Character {
    /// Whether this is one of 0 to 9; `isNumber` accepts digits of all scripts.
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
