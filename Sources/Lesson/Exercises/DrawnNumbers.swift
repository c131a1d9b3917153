import Foundation

/// The numbers of one exercise, by name, and the texts in which they stand.
struct DrawnNumbers: Sendable, Equatable {
    private var values: [String: Double] = [:]

    /// The number of a name.
    subscript(name: String) -> Double? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// The same with one more.
    func with(_ name: String, _ value: Double) -> DrawnNumbers {
        var numbers = self
        numbers[name] = value
        return numbers
    }

    /// The value of a formula over them.
    ///
    /// - Throws: as `Formula` does.
    func value(_ formula: String) throws(Formula.Failure) -> Double { try Formula.value(formula, values) }

    /// A text with numbers in place of `$name` and `$(formula)`.
    ///
    /// - Throws: when one of them has no value.
    func fill(_ text: String) throws(Formula.Failure) -> String {
        var (filled, rest) = ("", text[...])
        while let sign = rest.firstIndex(of: "$") {
            filled += rest[..<sign]
            rest = rest[sign...].dropFirst()
            let formula = try Self.takeFormula(&rest)
            filled += Self.text(try value(formula))
        }
        return filled + rest
    }

    private static func takeFormula(_ rest: inout Substring) throws(Formula.Failure) -> String {
        guard rest.first == "(" else {
            let name = rest.prefix { $0.isLetter }
            rest.removeFirst(name.count)
            return String(name)
        }
        var depth = 0
        for index in rest.indices {
            if rest[index] == "(" { depth += 1 }
            if rest[index] == ")" { depth -= 1 }
            guard depth == 0 else { continue }
            let formula = String(rest[...index])
            rest = rest[index...].dropFirst()
            return formula
        }
        throw .unexpected("")
    }

    /// A number as a pupil reads it: `12`, `0.5`, `66.7`, `266.7`.
    static func text(_ value: Double) -> String {
        let whole = value.rounded()
        if abs(value - whole) < 1e-9 * max(1, abs(value)), abs(whole) < 1e15 { return "\(Int64(whole))" }
        return abs(value) < 100 ? String(format: "%.3g", value) : String(format: "%.1f", value)
    }
}
