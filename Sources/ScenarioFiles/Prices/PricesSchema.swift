import Pipelines

/// The JSON Schema (draft 2020-12) of files of prices, for editors.
package struct PricesSchema {
    /// The only one there is.
    package init() {}

    /// The schema.
    package var document: JSONValue {
        let rates = Prices.Rate.allCases.map { (key: $0.rawValue, value: price($0.summary)) }
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Prices of Overlap, version 1",
            "description": "What resources cost, for `overlap plan`, `sweep` and `compare`.",
            "type": "object",
            "properties": .object(
                [
                    ("prices", ["description": "the version of the format", "enum": [1, "1"]]),
                    (
                        "currency",
                        [
                            "description": "a word that reports show; nothing is converted", "type": "string",
                            "minLength": 1, "maxLength": 12, "pattern": "^\\S+$",
                        ]
                    ),
                ] + rates + [("disks", disks)]),
            "required": ["prices", "currency"],
            "additionalProperties": false,
            "$defs": .object(
                Disk.parameters.map { ("disk.\($0.name)", ValueSchema.parameter($0)) } + ValueSchema.definitions
                    + DistributionSchema.definitions([.time, .bandwidth])),
        ]
    }

    private var disks: JSONValue {
        let parameters = Disk.parameters.map { parameter in
            (key: parameter.name, value: JSONValue.object([("$ref", .string("#/$defs/disk.\(parameter.name)"))]))
        }
        return [
            "description": "available disks, by name", "type": "object",
            "additionalProperties": [
                "type": "object",
                "properties": .object([("hour", price("price of the disk for an hour"))] + parameters),
                "required": ["hour"], "additionalProperties": false,
            ],
        ]
    }

    private func price(_ description: String) -> JSONValue {
        [
            "description": .string(description),
            "anyOf": [["type": "number", "minimum": 0], ["$ref": "#/$defs/number"]],
        ]
    }
}
