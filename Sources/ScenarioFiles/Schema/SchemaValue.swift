/// A part of a JSON Schema: a JSON value whose members keep their order.
public indirect enum SchemaValue: Sendable {
    /// Members by name, each name once.
    case object([(key: String, value: SchemaValue)])
    /// Items in order.
    case array([SchemaValue])
    /// A text.
    case string(String)
    /// A number with a fraction.
    case number(Double)
    /// A whole number.
    case integer(Int)
    /// True or false: as a schema, one that accepts everything or nothing.
    case bool(Bool)

    /// The members of an object.
    public var members: [(key: String, value: SchemaValue)]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The member of a name, when this is an object that has it.
    public subscript(key: String) -> SchemaValue? { members?.first { $0.key == key }?.value }

    /// The same object with more members.
    func adding(_ members: [(key: String, value: SchemaValue)]) -> SchemaValue {
        .object((self.members ?? []) + members)
    }
}

extension SchemaValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral {
    /// An object with its members in the order in which they are written.
    public init(dictionaryLiteral elements: (String, SchemaValue)...) {
        self = .object(elements.map { (key: $0.0, value: $0.1) })
    }

    /// A list.
    public init(arrayLiteral elements: SchemaValue...) { self = .array(elements) }

    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension SchemaValue: ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }

    /// True or false.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}
