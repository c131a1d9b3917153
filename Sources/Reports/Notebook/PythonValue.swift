import ScenarioFiles

/// A value that a program in Python is given.
package indirect enum PythonValue: Sendable {
    /// A text, of whatever a user wrote.
    case text(String)
    /// A number.
    case number(Double)
    /// Several.
    case list([PythonValue])
    /// Nothing.
    case none

    /// As it stands in a program.
    package var literal: String {
        switch self {
        case .text(let text): "\"" + text.unicodeScalars.map(Self.escaped).joined() + "\""
        case .number(let number): "\(number)"
        case .list(let values): "[\(values.map(\.literal).joined(separator: ", "))]"
        case .none: "None"
        }
    }

    /// Nothing that ends the text, begins another line, or cannot be seen.
    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        if scalar == "\"" || scalar == "\\" { return "\\\(scalar)" }
        guard visible(String(scalar)) != String(scalar) else { return String(scalar) }
        let digits = String(scalar.value, radix: 16)
        return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}

extension PythonValue: ExpressibleByStringLiteral {
    /// A text.
    package init(stringLiteral value: String) { self = .text(value) }
}
