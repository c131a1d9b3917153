import Pipelines

/// Schemas of the values that parameters accept.
///
/// YAML reads `8` as a number and `6 ms` as a text, so that most values may be either.
enum ValueSchema {
    /// A parameter: its meaning, its default, what it accepts.
    static func parameter(_ parameter: Parameter) -> JSONValue {
        let description = (key: "description", value: JSONValue.string(parameter.summary))
        let accepted = value(parameter.kind).members ?? []
        switch parameter.defaultValue {
        case .count(let count): return .object([description, ("default", .integer(Int64(count)))] + accepted)
        case .word(let word): return .object([description, ("default", .string(word))] + accepted)
        default: return .object([description] + accepted)
        }
    }

    /// What may stand in the place of a whole section: a mapping would be its parameters.
    static func bare(_ parameter: Parameter) -> JSONValue {
        if case .distribution(let dimension) = parameter.kind { return quantity(dimension) }
        return value(parameter.kind)
    }

    private static func value(_ kind: Parameter.Kind) -> JSONValue {
        switch kind {
        case .count(let range): count(range)
        case .countOrWord(let range, let words): anyOf([count(range), enumeration(words)])
        case .quantity(let dimension, let range): quantity(dimension, in: range)
        case .quantityOrWord(let dimension, let range, let word):
            anyOf([quantity(dimension, in: range), enumeration([word])])
        case .distribution(let dimension): DistributionSchema.reference(dimension)
        case .curve(let x, let y): curve(x, y)
        case .table(let y): table(y)
        case .choice(let words): enumeration(words)
        case .countOrDistribution(let range): anyOf([count(range), DistributionSchema.reference(.number)])
        case .name: ["type": "string", "minLength": 1, "maxLength": 64]
        }
    }

    // MARK: Numbers

    /// A whole number.
    static func count(_ range: ClosedRange<Int>) -> JSONValue {
        var integer: JSONValue = ["type": "integer", "minimum": .integer(Int64(range.lowerBound))]
        if range.upperBound != .max { integer = integer.adding([("maximum", .integer(Int64(range.upperBound)))]) }
        return anyOf([integer, ["$ref": "#/$defs/digits"]])
    }

    /// A number without a unit.
    static let number: JSONValue = ["$ref": "#/$defs/number"]

    /// A quantity with its unit; the dimension's plausible range when none is given.
    static func quantity(_ dimension: Dimension, in range: ClosedRange<Double>? = nil) -> JSONValue {
        let range = range ?? dimension.plausible
        let isSigned = range.lowerBound < 0
        let text: JSONValue = ["$ref": .string("#/$defs/\(name(dimension, isSigned: isSigned))")]
        if dimension.isPlain {
            let (lower, upper) = (JSONValue.number(range.lowerBound), JSONValue.number(range.upperBound))
            return anyOf([["type": "number", "minimum": lower, "maximum": upper], text])
        }
        return range.contains(0) ? anyOf([text, ["enum": [0, "0"]]]) : text
    }

    /// The texts that quantities and numbers are written as.
    static var definitions: [JSONValue.Member] {
        let plain: [JSONValue.Member] = [
            ("digits", pattern("^ *\(digits) *$", "a whole number")),
            ("number", anyOf([["type": "number"], pattern("^ *[+-]?\(digits) *%? *$", "a number without a unit")])),
        ]
        return plain
            + Dimension.allCases.flatMap { dimension in
                [false, true].map { isSigned in
                    let sign = isSigned ? "[+-]?" : "\\+?"
                    let symbols = Unit.all(of: dimension).map(\.symbol).joined(separator: "|")
                    let unit = symbols.isEmpty ? "" : dimension.isPlain ? "(\(symbols))?" : "(\(symbols))"
                    return (
                        name(dimension, isSigned: isSigned),
                        pattern("^ *\(sign)\(digits)[ \\t]*\(unit) *$", dimension.accepted)
                    )
                }
            }
    }

    /// A number without its sign: `8`, `50_000`, `.5`, `1e6`.
    private static let digits = "([0-9][0-9_]*\\.?[0-9_]*|\\.[0-9][0-9_]*)([eE][+-]?[0-9][0-9_]*)?"

    /// Other than that of numbers in general.
    private static func name(_ dimension: Dimension, isSigned: Bool) -> String {
        let name = dimension == .number ? "plain number" : "\(dimension)"
        return isSigned ? "signed \(name)" : name
    }

    // MARK: Curves

    private static func curve(_ x: Dimension, _ y: Dimension) -> JSONValue {
        let point: JSONValue = [
            "type": "array", "prefixItems": [quantity(x), quantity(y)], "minItems": 2, "maxItems": 2,
        ]
        return anyOf([quantity(y), ["type": "array", "items": point, "minItems": 1]])
    }

    private static func table(_ y: Dimension) -> JSONValue {
        anyOf([
            ["type": "array", "items": quantity(y), "minItems": 1],
            [
                "type": "object", "propertyNames": ["$ref": "#/$defs/digits"], "additionalProperties": quantity(y),
                "minProperties": 1,
            ],
        ])
    }

    // MARK: Pieces

    /// One of several schemas.
    static func anyOf(_ schemas: [JSONValue]) -> JSONValue { ["anyOf": .array(schemas)] }

    /// One of several words.
    static func enumeration(_ words: [String]) -> JSONValue { ["enum": .array(words.map { .string($0) })] }

    /// A mapping with nothing but these keys.
    static func closed(
        _ keys: [String], _ schemas: [JSONValue], required: [String]? = nil
    ) -> JSONValue {
        [
            "type": "object",
            "properties": .object(zip(keys, schemas).map { (key: $0, value: $1) }),
            "required": .array((required ?? keys).map { .string($0) }), "additionalProperties": false,
        ]
    }

    /// Matches names that are not among the known ones, and what is below them.
    static func unknownName(after prefix: String, known: [String]) -> String {
        "^\(prefix)(?!(\(known.joined(separator: "|")))(\\.|$))"
    }

    private static func pattern(_ pattern: String, _ description: String) -> JSONValue {
        ["description": .string(description), "type": "string", "pattern": .string(pattern)]
    }
}
