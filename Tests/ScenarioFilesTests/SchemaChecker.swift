import Foundation
import ScenarioFiles

/// Checks values against a JSON Schema, as far as the schema of scenarios needs it.
///
/// - Source: JSON Schema Validation, draft 2020-12.
struct SchemaChecker {
    private let root: JSONValue

    init(_ root: JSONValue) { self.root = root }

    /// Whether the schema accepts a value.
    ///
    /// A keyword that is not known here traps: it would go unchecked.
    func accepts(_ instance: SchemaInstance) -> Bool { accepts(instance, root) }

    private func accepts(_ instance: SchemaInstance, _ schema: JSONValue) -> Bool {
        if case .bool(let answer) = schema { return answer }
        return (schema.members ?? []).allSatisfy { keyword, value in
            switch keyword {
            case "$schema", "$defs", "title", "description", "default", "then", "else": true
            case "$ref": accepts(instance, definition(value))
            case "type": texts(value).contains { instance.types.contains($0) }
            case "enum": items(value).contains { instance.equals($0) }
            case "anyOf": items(value).contains { accepts(instance, $0) }
            case "not": !accepts(instance, value)
            case "if": accepts(instance, schema[accepts(instance, value) ? "then" : "else"] ?? true)
            default: holds(keyword, value, instance, schema)
            }
        }
    }

    /// The keywords that say something about one type of value only.
    private func holds(
        _ keyword: String, _ value: JSONValue, _ instance: SchemaInstance, _ schema: JSONValue
    ) -> Bool {
        switch keyword {
        case "minimum", "maximum":
            guard case .number(let number) = instance else { return true }
            return keyword == "minimum" ? number >= limit(value) : number <= limit(value)
        case "minLength", "maxLength", "pattern":
            guard case .string(let text) = instance else { return true }
            if keyword == "pattern" { return matches(text, value) }
            let length = Double(text.unicodeScalars.count)
            return keyword == "minLength" ? length >= limit(value) : length <= limit(value)
        case "items", "prefixItems", "minItems", "maxItems":
            guard case .array(let list) = instance else { return true }
            return holds(keyword, value, list, schema)
        default:
            guard case .object(let members) = instance else { return true }
            return holds(keyword, value, members, schema)
        }
    }

    private func holds(
        _ keyword: String, _ value: JSONValue, _ list: [SchemaInstance], _ schema: JSONValue
    ) -> Bool {
        let prefix = schema["prefixItems"].map(items) ?? []
        switch keyword {
        case "minItems": return Double(list.count) >= limit(value)
        case "maxItems": return Double(list.count) <= limit(value)
        case "prefixItems": return zip(list, prefix).allSatisfy { accepts($0, $1) }
        default: return list.dropFirst(prefix.count).allSatisfy { accepts($0, value) }
        }
    }

    private func holds(
        _ keyword: String, _ value: JSONValue, _ members: [(key: String, value: SchemaInstance)],
        _ schema: JSONValue
    ) -> Bool {
        switch keyword {
        case "required": return texts(value).allSatisfy { name in members.contains { $0.key == name } }
        case "minProperties": return Double(members.count) >= limit(value)
        case "maxProperties": return Double(members.count) <= limit(value)
        case "properties": return members.allSatisfy { accepts($0.value, value[$0.key] ?? true) }
        case "propertyNames": return members.allSatisfy { accepts(.string($0.key), value) }
        case "patternProperties":
            return members.allSatisfy { member in
                (value.members ?? []).allSatisfy {
                    !matches(member.key, .string($0.key)) || accepts(member.value, $0.value)
                }
            }
        case "additionalProperties":
            let known = schema["properties"]?.members?.map(\.key) ?? []
            return members.allSatisfy { known.contains($0.key) || accepts($0.value, value) }
        default: preconditionFailure("the keyword `\(keyword)` is not known to this test")
        }
    }

    // MARK: Parts of the schema

    private func definition(_ reference: JSONValue) -> JSONValue {
        guard case .string(let path) = reference, path.hasPrefix("#/$defs/"),
            let found = root["$defs"]?[String(path.dropFirst("#/$defs/".count))]
        else { preconditionFailure("`\(reference)` leads nowhere") }
        return found
    }

    private func items(_ value: JSONValue) -> [JSONValue] {
        if case .array(let items) = value { items } else { [] }
    }

    private func texts(_ value: JSONValue) -> [String] {
        (items(value) + [value]).compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    private func limit(_ value: JSONValue) -> Double {
        switch value {
        case .integer(let count): Double(count)
        case .number(let number): number
        default: preconditionFailure("a limit is not a number")
        }
    }

    private func matches(_ text: String, _ pattern: JSONValue) -> Bool {
        guard case .string(let pattern) = pattern else { preconditionFailure("a pattern is not a text") }
        return text.range(of: pattern, options: .regularExpression) != nil
    }
}
