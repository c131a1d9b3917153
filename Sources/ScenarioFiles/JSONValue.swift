import Pipelines

/// A JSON value whose members keep their order, and whose numbers are the shortest that read back as the same.
package indirect enum JSONValue: Sendable {
    /// A name and what it stands for.
    package typealias Member = (key: String, value: JSONValue)

    /// Members in order, each name once.
    case object([Member])
    /// Items in order.
    case array([JSONValue])
    /// A text.
    case string(String)
    /// A number that is finite.
    case number(Double)
    /// A whole number.
    case integer(Int64)
    /// A number as it is to be written.
    case literal(String)
    /// True or false: as a schema, one that accepts everything or nothing.
    case bool(Bool)
    /// Nothing.
    case null

    /// Nil becomes null; JSON has no infinite numbers.
    package init(_ value: Double?) {
        if let value, value.isFinite { self = .number(value) } else { self = .null }
    }

    /// The members of an object.
    package var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The member of a name, when this is an object that has it.
    package subscript(key: String) -> JSONValue? { members?.first { $0.key == key }?.value }

    /// The same object with more members.
    func adding(_ members: [Member]) -> JSONValue { .object((self.members ?? []) + members) }

    /// Indented text without a line feed at its end.
    package func text(indent: Int = 0) -> String {
        switch self {
        case .object(let members):
            Self.block("{", members.map { "\(Self.quoted($0.key)): \($0.value.text(indent: indent + 1))" }, "}", indent)
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
    package var line: String {
        switch self {
        case .object(let members):
            "{\(members.map { "\(Self.quoted($0.key)): \($0.value.line)" }.joined(separator: ", "))}"
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
        // Nearly all texts are plain.
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        {
            return "\"\(text)\""
        }
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

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral {
    /// An object with its members in the order in which they are written.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { (key: $0.0, value: $0.1) })
    }

    /// A list.
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// A text.
    package init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    /// A whole number.
    package init(integerLiteral value: Int64) { self = .integer(value) }

    /// True or false.
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}
