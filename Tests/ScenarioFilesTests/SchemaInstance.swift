@testable import ScenarioFiles

/// What a JSON Schema sees of a YAML tree: plain scalars by the core schema of YAML 1.2.
indirect enum SchemaInstance {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([SchemaInstance])
    case object([(key: String, value: SchemaInstance)])

    init(_ node: DocumentNode) {
        switch node.content {
        case .empty: self = .null
        case .scalar, .number: self = Self.scalar(node.text ?? "")
        case .sequence(let items): self = .array(items.map { SchemaInstance($0) })
        case .mapping(let entries): self = .object(entries.map { ($0.key, SchemaInstance($0.value)) })
        }
    }

    private static func scalar(_ text: String) -> SchemaInstance {
        if text == "true" || text == "false" { return .bool(text == "true") }
        // Swift reads more than YAML does: `nan`, hexadecimal fractions.
        let isPlain = text.allSatisfy { "0123456789+-.eE".contains($0) }
        return isPlain ? Double(text).map { .number($0) } ?? .string(text) : .string(text)
    }

    /// The schema's names for it.
    var types: [String] {
        switch self {
        case .null: ["null"]
        case .bool: ["boolean"]
        case .number(let value): value == value.rounded() ? ["number", "integer"] : ["number"]
        case .string: ["string"]
        case .array: ["array"]
        case .object: ["object"]
        }
    }

    func equals(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.string(let text), .string(let other)): text == other
        case (.number(let number), .integer(let other)): number == Double(other)
        case (.number(let number), .number(let other)): number == other
        case (.bool(let flag), .bool(let other)): flag == other
        default: false
        }
    }
}
