import Pipelines
import Variates

/// Schemas of distributions, one for each dimension.
enum DistributionSchema {
    /// A distribution of a dimension.
    static func reference(_ dimension: Dimension) -> JSONValue {
        ["$ref": .string("#/$defs/\(dimension) distribution")]
    }

    /// One for each of some dimensions.
    static func definitions(_ dimensions: [Dimension]) -> [JSONValue.Member] {
        dimensions.map { ("\($0) distribution", distribution($0)) }
    }

    /// A plain quantity, or a mapping whose only key names a distribution.
    private static func distribution(_ dimension: Dimension) -> JSONValue {
        let members = NodeDecoder.distributionNames.map { name in
            let family = DistributionFamily.all.first { $0.name == name }
            return (key: name, value: family.map { Self.family($0, dimension) } ?? compound(name, dimension))
        }
        let mapping: JSONValue = [
            "type": "object", "properties": .object(members), "minProperties": 1, "maxProperties": 1,
            "additionalProperties": false,
        ]
        return ValueSchema.anyOf([ValueSchema.quantity(dimension), mapping])
    }

    // MARK: Families

    private static func family(_ family: DistributionFamily, _ dimension: Dimension) -> JSONValue {
        let forms = family.forms.map { form in
            ValueSchema.closed(
                form.parameters.map(\.name), form.parameters.map { value($0, dimension) },
                required: form.parameters.filter { $0.defaultValue == nil }.map(\.name))
        }
        let only = family.forms.first { $0.parameters.count == 1 }?.parameters.first
        let bare = only.map { [value($0, dimension)] } ?? []
        return ["description": .string(family.summary), "anyOf": .array(forms + bare)]
    }

    private static func value(_ parameter: DistributionFamily.Parameter, _ dimension: Dimension) -> JSONValue {
        switch parameter.kind {
        case .quantity: signed(dimension)
        case .number: ValueSchema.number
        case .count: ValueSchema.count(1...1_000_000)
        }
    }

    /// A location or a shift may be negative.
    private static func signed(_ dimension: Dimension) -> JSONValue {
        let largest = dimension.plausible.upperBound
        return ValueSchema.quantity(dimension, in: -largest...largest)
    }

    // MARK: Built from others

    private static func compound(_ name: String, _ dimension: Dimension) -> JSONValue {
        let of = reference(dimension)
        let number = ValueSchema.number
        switch name {
        case "mixture":
            let branch = ValueSchema.closed(CompoundKeys.mixture, [number, of])
            return described("one of several, chosen at random", ["type": "array", "items": branch, "minItems": 1])
        case "stragglers":
            let schemas = [of, ValueSchema.quantity(.fraction), number]
            return described(
                "a share of the values is `factor` times as large",
                ValueSchema.closed(CompoundKeys.stragglers, schemas))
        case "shifted":
            return described("plus a constant", ValueSchema.closed(CompoundKeys.moved, [of, signed(dimension)]))
        case "scaled":
            return described("times a constant", ValueSchema.closed(CompoundKeys.moved, [of, number]))
        case "histogram": return histogram(dimension)
        case "percentiles": return percentiles(dimension)
        case "recorded": return recorded(dimension)
        case "phases": return phases(dimension)
        default: preconditionFailure("the distribution `\(name)` has no schema")
        }
    }

    private static func phases(_ dimension: Dimension) -> JSONValue {
        let length = ValueSchema.anyOf([ValueSchema.count(1...1_000_000_000_000), ValueSchema.quantity(.time)])
        let phase = ValueSchema.closed(CompoundKeys.phase, [reference(dimension), length], required: ["of"])
        return described(
            "one after the other along the run, each for a number or a time, the last to the end",
            ["type": "array", "items": phase, "minItems": 2])
    }

    // MARK: Measured

    private static func histogram(_ dimension: Dimension) -> JSONValue {
        let lists = [list(ValueSchema.quantity(dimension)), list(ValueSchema.number)]
        let bins = ValueSchema.closed(CompoundKeys.histogram, lists)
        guard dimension == .time else { return described("uniform inside each bin", bins) }
        let transfer = ValueSchema.closed(
            CompoundKeys.transfer, [ValueSchema.quantity(.bytes), ValueSchema.quantity(.bandwidth)])
        let fio = ValueSchema.closed(
            CompoundKeys.fio, [path, ValueSchema.enumeration(CompoundKeys.directions), transfer], required: ["fio"])
        return ["description": "uniform inside each bin; or the bins of an output file of fio", "anyOf": [bins, fio]]
    }

    private static func percentiles(_ dimension: Dimension) -> JSONValue {
        [
            "description": "linear between the given percentiles; 0 % and 100 % are required", "type": "object",
            "propertyNames": ["$ref": "#/$defs/fraction"], "additionalProperties": ValueSchema.quantity(dimension),
            "minProperties": 2,
        ]
    }

    private static func recorded(_ dimension: Dimension) -> JSONValue {
        let units = ValueSchema.enumeration(Unit.all(of: dimension).map(\.symbol))
        let schemas: [JSONValue] = [
            list(ValueSchema.quantity(dimension)), path, ["type": ["string", "integer"]], units,
            ValueSchema.enumeration(CompoundKeys.replays),
        ]
        let known = zip(CompoundKeys.recorded, schemas).filter { $0.0 != "unit" || !Unit.all(of: dimension).isEmpty }
        func form(_ keys: [String], required: [String]) -> JSONValue {
            let used = known.filter { keys.contains($0.0) }
            return ValueSchema.closed(used.map(\.0), used.map(\.1), required: required)
        }
        let needed = dimension.isPlain ? ["file"] : ["file", "unit"]
        return [
            "description": "measured values, replayed",
            "anyOf": [
                form(["values", "replay"], required: ["values"]),
                form(["file", "column", "unit", "replay"], required: needed),
            ],
        ]
    }

    private static let path: JSONValue = [
        "description": "a path, relative to the scenario", "type": ["string", "number"],
    ]

    private static func list(_ item: JSONValue) -> JSONValue { ["type": "array", "items": item, "minItems": 1] }

    private static func described(_ description: String, _ schema: JSONValue) -> JSONValue {
        .object([("description", .string(description))] + (schema.members ?? []))
    }
}
