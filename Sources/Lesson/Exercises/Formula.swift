/// Arithmetic as it is written in files of exercises: `batch * (read + decode) + join`, `max(load, step)`, `a < b`.
///
/// Comparisons are 1 where they hold, else 0. There are `+ - * / ( )`, `< > <= >= != ==`, `max`, `min` and `ceil`.
struct Formula {
    /// Why a text has no value.
    enum Failure: Error, Equatable {
        /// It goes on where nothing is accepted, or ends where something is needed.
        case unexpected(String)
        /// It names a number that was not drawn.
        case unknown(String)
        /// It divides by zero.
        case notFinite
    }

    private var rest: Substring
    private let numbers: [String: Double]

    /// The value of a text.
    ///
    /// - Throws: when it is no formula, names an unknown number, or has no finite value.
    static func value(_ text: String, _ numbers: [String: Double]) throws(Failure) -> Double {
        var formula = Formula(rest: text[...], numbers: numbers)
        let value = try formula.comparison()
        formula.skipSpaces()
        guard formula.rest.isEmpty else { throw .unexpected(String(formula.rest)) }
        guard value.isFinite else { throw .notFinite }
        return value
    }

    private mutating func comparison() throws(Failure) -> Double {
        let left = try sum()
        for (sign, holds) in Self.comparisons where take(sign) {
            return holds(left, try sum()) ? 1 : 0
        }
        return left
    }

    /// Longer signs first: `<` begins `<=`.
    private static let comparisons: [(String, @Sendable (Double, Double) -> Bool)] = [
        ("<=", { $0 <= $1 }), (">=", { $0 >= $1 }), ("!=", { $0 != $1 }), ("==", { $0 == $1 }), ("<", { $0 < $1 }),
        (">", { $0 > $1 }),
    ]

    private mutating func sum() throws(Failure) -> Double {
        var value = try product()
        while true {
            if take("+") { value += try product() } else if take("-") { value -= try product() } else { return value }
        }
    }

    private mutating func product() throws(Failure) -> Double {
        var value = try factor()
        while true {
            if take("*") { value *= try factor() } else if take("/") { value /= try factor() } else { return value }
        }
    }

    private mutating func factor() throws(Failure) -> Double {
        if take("-") { return -(try factor()) }
        if take("(") {
            let value = try comparison()
            guard take(")") else { throw .unexpected(String(rest)) }
            return value
        }
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." }
        guard !word.isEmpty else { throw .unexpected(String(rest)) }
        rest.removeFirst(word.count)
        if let number = Double(word) { return number }
        return take("(") ? try call(String(word)) : try number(String(word))
    }

    private func number(_ name: String) throws(Failure) -> Double {
        guard let value = numbers[name] else { throw .unknown(name) }
        return value
    }

    private mutating func call(_ name: String) throws(Failure) -> Double {
        var values = [try comparison()]
        while take(",") { values.append(try comparison()) }
        guard take(")") else { throw .unexpected(String(rest)) }
        switch (name, values.count) {
        case ("max", 2...): return values.reduce(-.infinity, Swift.max)
        case ("min", 2...): return values.reduce(.infinity, Swift.min)
        case ("ceil", 1): return values[0].rounded(.up)
        default: throw .unknown(name)
        }
    }

    private mutating func take(_ sign: String) -> Bool {
        skipSpaces()
        guard rest.hasPrefix(sign) else { return false }
        rest.removeFirst(sign.count)
        return true
    }

    private mutating func skipSpaces() { rest = rest.drop { $0 == " " || $0 == "\n" } }
}

extension Formula.Failure: CustomStringConvertible {
    var description: String {
        switch self {
        case .unexpected(let rest): rest.isEmpty ? "the formula ends too early" : "`\(rest)` is not expected there"
        case .unknown(let name): "nothing is called `\(name)`"
        case .notFinite: "the formula divides by zero"
        }
    }
}
