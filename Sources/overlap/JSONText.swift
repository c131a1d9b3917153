import ScenarioFiles

/// A JSON value whose members keep their order, and whose numbers are the shortest that read back as the same.
enum JSONText {
    case object([(String, JSONText)])
    case array([JSONText])
    case string(String)
    case number(Double)
    case integer(Int64)
    /// A number as it is to be written.
    case literal(String)
    case bool(Bool)
    case null

    /// Nil becomes null; JSON has no infinite numbers.
    init(_ value: Double?) {
        if let value, value.isFinite { self = .number(value) } else { self = .null }
    }

    /// Indented text without a line feed at its end.
    func text(indent: Int = 0) -> String {
        switch self {
        case .object(let members):
            Self.block("{", members.map { "\(Self.quoted($0)): \($1.text(indent: indent + 1))" }, "}", indent)
        case .array(let items):
            Self.block("[", items.map { $0.text(indent: indent + 1) }, "]", indent)
        case .string(let text): Self.quoted(text)
        case .number(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .literal(let digits): digits
        case .bool(let value): "\(value)"
        case .null: "null"
        }
    }

    /// The same on one line, for files that grow line by line.
    var line: String {
        switch self {
        case .object(let members):
            "{\(members.map { "\(Self.quoted($0)): \($1.line)" }.joined(separator: ", "))}"
        case .array(let items): "[\(items.map(\.line).joined(separator: ", "))]"
        default: text()
        }
    }

    private static func block(_ open: String, _ parts: [String], _ close: String, _ indent: Int) -> String {
        if parts.isEmpty { return open + close }
        let inner = String(repeating: "  ", count: indent + 1)
        let outer = String(repeating: "  ", count: indent)
        return "\(open)\n" + parts.map { inner + $0 }.joined(separator: ",\n") + "\n\(outer)\(close)"
    }

    private static func escaped(_ unit: UInt16) -> String {
        let hex = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            default:
                if scalar.isHidden {
                    quoted += scalar.utf16.map(Self.escaped).joined()
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }
}
