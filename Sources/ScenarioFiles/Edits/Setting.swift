import Foundation
public import Pipelines
import Variates

/// A parameter of a scenario with its value, from which other values are made.
public struct Setting: Sendable {
    /// Where it is, as in a variant, in the one spelling by which others are compared: `decode.parallelism`,
    /// `disk.bandwidth`.
    public let path: String
    /// Its value in base units; a default where the file gives none, nil where it has none either.
    public let value: ParameterValue?
    /// What it accepts.
    public let kind: Parameter.Kind
    /// What it means, in one line.
    public let summary: String
    /// Whether the scenario says it, rather than leaving it to the default.
    public let isGiven: Bool

    /// - Parameters:
    ///   - parameter: which one.
    ///   - part: the section or stage that has it.
    ///   - value: what the scenario says; nil where it says nothing.
    init(_ parameter: Parameter, of part: String, value: ParameterValue?) {
        path = "\(part).\(parameter.name)"
        self.value = value ?? parameter.defaultValue
        kind = parameter.kind
        summary = parameter.summary
        isGiven = value != nil
    }

    /// The number that it is, if it is one.
    public var count: Int? { if case .count(let count)? = value { count } else { nil } }

    /// Its value as a scenario has it; nil where it has none.
    public var text: String? { value.map { WrittenValue($0, as: kind).text() } }

    /// The number that it is, in base units, if it is a count or a quantity.
    public var number: Double? {
        switch value {
        case .count(let count): Double(count)
        case .quantity(let quantity): quantity
        case .distribution, .curve, .table, .word, nil: nil
        }
    }

    /// The words that it may be; none where it is no choice among words.
    public var words: [String] { if case .choice(let words) = kind { words } else { [] } }

    /// Whether a number is among those that it may be.
    public func accepts(_ count: Int) -> Bool {
        switch kind {
        case .count(let range), .countOrWord(let range, _), .countOrDistribution(let range): range.contains(count)
        case .quantity, .quantityOrWord, .distribution, .curve, .table, .choice, .name: false
        }
    }

    /// The change to another value.
    ///
    /// - Throws: when what is written for the value is not YAML; which it is.
    public func changed(to value: ParameterValue) throws(ScenarioFileError) -> Override {
        try Override(path: path, value: WrittenValue(value, as: kind).text())
    }

    /// A quantity, a distribution or a table times a factor, to twelve digits; nil for what cannot be scaled or would be
    /// too large, and for 0.
    ///
    /// - Parameter factor: above 0.
    public func scaled(by factor: Double) -> ParameterValue? {
        func rounded(_ value: Double) -> Double { Double(String(format: "%.12g", value * factor)) ?? value * factor }
        return switch value {
        case .quantity(let quantity): quantity == 0 ? nil : .quantity(rounded(quantity))
        case .distribution(.constant(let constant)):
            constant == 0 ? nil : .distribution(.constant(rounded(constant)))
        case .distribution(let distribution):
            (try? distribution.multiplied(by: factor)).map(ParameterValue.distribution)
        case .table(let values): .table(values.map(rounded))
        case .count, .word, .curve, nil: nil
        }
    }
}

extension ScenarioFile {
    /// A parameter of a variant as it is written, or by default.
    ///
    /// - Parameters:
    ///   - path: a section or a stage, and the name of a parameter.
    ///   - variant: one of `variantNames`.
    ///   - overrides: changes made after those of the variant.
    /// - Returns: nil where there is no such parameter.
    /// - Throws: when an override leads nowhere, or a value is not accepted.
    public func setting(
        _ path: String, variant: String, overrides: [Override] = []
    ) throws(ScenarioFileError) -> Setting? {
        let tree = try tree(variant: variant, overrides: overrides)
        guard let (part, rest) = tree.part(at: path, of: operators), rest.count == 1,
            let parameter = part.type.parameters.first(where: { $0.name == rest[0] })
        else { return nil }
        var decoder = NodeDecoder(dataFiles: dataFiles, operators: operators)
        let values = decoder.parameters(of: part.type, from: part.body, at: part.body.location).values
        try decoder.log.throwIfAny()
        return Setting(parameter, of: part.address, value: values[parameter.name])
    }
}
