package import Pipelines

/// The JSON Schema (draft 2020-12) of scenario files, for editors.
///
/// It is made from the definitions that the decoder goes by: sections and their parameters, operators, families of
/// distributions, units. What it cannot say are rules between several values: those are the decoder's alone. It is
/// stricter in one thing: it also looks at what all variants replace.
///
/// - Source: JSON Schema Core and Validation, draft 2020-12.
package struct ScenarioSchema {
    private let operators: [any Operator.Type]

    /// The schema of scenarios whose pipelines name these operators.
    package init(operators: OperatorRegistry = .standard) { self.operators = operators.all }

    /// The schema.
    package var document: JSONValue {
        [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Scenario of Overlap, version 1",
            "description": "A pipeline, the hardware it runs on, and variants to compare.",
            "type": "object",
            "properties": .object(rootProperties),
            "required": ["overlap"],
            "additionalProperties": false,
            // With variants, these may give what the base lacks.
            "if": ["required": ["variants"], "properties": ["variants": ["type": "object", "minProperties": 1]]],
            "else": complete,
            "$defs": .object(definitions),
        ]
    }

    private let rootSections: [any Section.Type] = [TrainingLoop.self, ExecutionOptions.self, RunPlan.self]

    private var rootProperties: [JSONValue.Member] {
        let texts: [JSONValue.Member] = [
            ("overlap", ["description": "the version of the format", "enum": [1, "1"]]),
            ("name", text(longest: 200, "the scenario's name; the file's name by default")),
            ("question", text(longest: 10_000, "the question that the scenario answers")),
            ("platform", orNothing(reference("platform"))),
            ("pipeline", reference("pipeline")),
            ("lint", orNothing(lint)), ("lanes", orNothing(lanes)),
        ]
        let sections = rootSections.map { (key: $0.name, value: orNothing(reference($0.name))) }
        let known = texts + sections + [("variants", variants)]
        // In the order of the documentation; a key without a schema would be refused.
        return ScenarioTree.rootKeys.compactMap { key in known.first { $0.key == key } }
    }

    private var definitions: [JSONValue.Member] {
        let sections = Platform.sections + rootSections
        return [("platform", platform), ("pipeline", pipeline), ("variant", variant)]
            + sections.map { (key: $0.name, value: section($0)) }
            + operators.map { (key: $0.name, value: section($0, extra: [("name", stageName)])) }
            + (sections + operators).flatMap(parameters)
            + ValueSchema.definitions + DistributionSchema.definitions(distributedDimensions)
    }

    /// The dimensions of which some parameter is a distribution.
    private var distributedDimensions: [Dimension] {
        let sections = Platform.sections + rootSections + operators
        let kinds = sections.flatMap { $0.parameters.map(\.kind) }
        return Dimension.allCases.filter { dimension in
            kinds.contains { kind in
                switch kind {
                case .distribution(dimension): true
                case .countOrDistribution: dimension == .number
                default: false
                }
            }
        }
    }

    /// A section: its parameters, or a bare value for the primary one.
    private func section(
        _ type: any Section.Type, extra: [JSONValue.Member] = []
    ) -> JSONValue {
        let parameters = type.parameters.map { (key: $0.name, value: reference("\(type.name).\($0.name)")) }
        let mapping: JSONValue = [
            "type": "object", "properties": .object(extra + parameters), "additionalProperties": false,
        ]
        guard let primary = type.parameters.first(where: { $0.name == type.primaryParameter }) else {
            return .object([("description", .string(type.summary))]).adding(mapping.members ?? [])
        }
        return ["description": .string(type.summary), "anyOf": [mapping, ValueSchema.bare(primary)]]
    }

    /// Its parameters, each by its path.
    private func parameters(_ type: any Section.Type) -> [JSONValue.Member] {
        type.parameters.map { ("\(type.name).\($0.name)", ValueSchema.parameter($0)) }
    }

    private var platform: JSONValue {
        let sections = Platform.sections.map { (key: $0.name, value: orNothing(reference($0.name))) }
        return [
            "description": "the hardware", "type": "object", "properties": .object(sections),
            "additionalProperties": false,
        ]
    }

    // MARK: Stages

    private var pipeline: JSONValue {
        [
            "description": "the stages, from the data to the accelerator", "type": "array",
            "prefixItems": [stage(operators.prefix(1))], "items": stage(operators.dropFirst()), "minItems": 1,
            "maxItems": .integer(Int64(InputLimits.stages)),
        ]
    }

    /// `cache`, or a mapping whose only key is the operator.
    private func stage(_ operators: ArraySlice<any Operator.Type>) -> JSONValue {
        let properties = operators.map { (key: $0.name, value: orNothing(reference($0.name))) }
        return [
            "anyOf": [
                ["enum": .array(operators.map { .string($0.name) })],
                [
                    "type": "object", "properties": .object(properties), "minProperties": 1, "maxProperties": 1,
                    "additionalProperties": false,
                ],
            ]
        ]
    }

    private var stageName: JSONValue {
        [
            "description": "the stage's name in variants; also the key of its random numbers",
            "type": ["string", "number", "boolean"], "minLength": 1, "maxLength": 64,
            // Letters of all scripts: what is excluded is the punctuation of ASCII.
            "pattern": "^[^!-,./:-@\\[-^`{-~]+$",
            "not": ["enum": .array(StageNames.reserved.map { .string($0) })],
        ]
    }

    // MARK: Rules

    private var lint: JSONValue {
        let rules = LintRuleID.allCases.map { JSONValue.string($0.rawValue) }
        let off: JSONValue = [
            "description": "rules to silence", "type": ["array", "null"], "items": ["enum": .array(rules)],
        ]
        return [
            "description": "settings of `overlap lint`", "type": "object", "properties": ["off": off],
            "additionalProperties": false,
        ]
    }

    private var lanes: JSONValue {
        let names = LaneNames.Kind.allCases.map { kind in
            (key: kind.rawValue, value: text(longest: Int64(LaneNames.longest), "what timelines call it"))
        }
        return [
            "description": "names for the lanes of `overlap timeline`", "type": "object",
            "properties": .object(names), "additionalProperties": false,
        ]
    }

    // MARK: Variants

    private var variants: JSONValue {
        [
            "description": "for each variant, its changes to the scenario above", "type": ["object", "null"],
            "maxProperties": .integer(Int64(InputLimits.variants)),
            "propertyNames": ["minLength": 1, "maxLength": 100],
            "additionalProperties": orNothing(reference("variant")),
        ]
    }

    /// Paths to values.
    ///
    /// What leads to stages by their names, or deeper, is not known here.
    private var variant: JSONValue {
        var properties: [JSONValue.Member] = [
            ("from", ["description": "another variant to start from", "type": ["string", "number", "boolean"]]),
            ("pipeline", reference("pipeline")), ("platform", reference("platform")),
        ]
        var unknown: [JSONValue.Member] = [
            (ValueSchema.unknownName(after: "platform\\.", known: ScenarioTree.platformKeys), false)
        ]
        for type in Platform.sections {
            properties += paths(type, prefix: "") + paths(type, prefix: "platform.")
            unknown.append((unknownParameter(type, prefix: "(platform\\.)?"), false))
        }
        for type in rootSections {
            properties += paths(type, prefix: "")
            unknown.append((unknownParameter(type, prefix: ""), false))
        }
        for type in operators { properties += paths(type, prefix: "") }
        // No stage may be called by these.
        properties += ["overlap", "name", "question", "lint", "lanes", "variants"].map { ($0, false) }
        return [
            "description": "paths to values, such as `prefetch.buffer: 8`", "type": "object",
            "propertyNames": ["pattern": "^[^.]+(\\.[^.]+)*$"], "properties": .object(properties),
            "patternProperties": .object(unknown),
        ]
    }

    /// `cpu`, `cpu.cores`, ….
    private func paths(_ type: any Section.Type, prefix: String) -> [JSONValue.Member] {
        [(prefix + type.name, reference(type.name))]
            + type.parameters.map { ("\(prefix)\(type.name).\($0.name)", reference("\(type.name).\($0.name)")) }
    }

    private func unknownParameter(_ type: any Section.Type, prefix: String) -> String {
        ValueSchema.unknownName(after: "\(prefix)\(type.name)\\.", known: type.parameters.map(\.name))
    }

    // MARK: What is required

    /// What must be there when no variant can give it.
    private var complete: JSONValue {
        let sections = rootSections.filter { !requiredParameters($0).isEmpty }
        let demanding = operators.filter { !requiredParameters($0).isEmpty }
        let stage: JSONValue = [
            "properties": .object(demanding.map { (key: $0.name, value: complete($0)) }),
            "not": ["enum": .array(demanding.map { .string($0.name) })],
        ]
        let pipeline: JSONValue = ["prefixItems": [stage], "items": stage]
        return [
            "required": .array((["pipeline"] + sections.map { $0.name }).map { .string($0) }),
            "properties": .object(
                [("pipeline", pipeline)] + sections.map { (key: $0.name, value: complete($0)) }),
        ]
    }

    private func complete(_ type: any Section.Type) -> JSONValue {
        ["not": ["type": "null"], "required": .array(requiredParameters(type).map { .string($0) })]
    }

    private func requiredParameters(_ type: any Section.Type) -> [String] {
        type.parameters.filter { $0.defaultValue == nil && !$0.isOptional }.map(\.name)
    }

    // MARK: Pieces

    private func text(longest: Int64, _ description: String) -> JSONValue {
        [
            "description": .string(description), "type": ["string", "number", "boolean"], "minLength": 1,
            "maxLength": .integer(longest),
        ]
    }

    private func orNothing(_ schema: JSONValue) -> JSONValue { ["anyOf": [schema, ["type": "null"]]] }

    private func reference(_ name: String) -> JSONValue { ["$ref": .string("#/$defs/\(name)")] }
}
