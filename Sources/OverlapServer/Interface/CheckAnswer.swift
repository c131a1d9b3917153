import Pipelines
import ScenarioFiles

extension RequestedScenario {
    /// What there is to know of the scenario before anything is simulated: its variants, and what of it can be turned.
    ///
    /// - Throws: when a change has mistakes.
    func check() throws(RequestFailure) -> JSONValue {
        let settings: [Setting]
        do { settings = try file.settings(variant: variants[0], overrides: overrides) } catch {
            throw RequestFailure(error)
        }
        _ = try scenarios()
        return .object([
            ("command", .string(command("simulate").text)), ("name", .string(file.name)),
            ("question", file.question.map { .string($0) } ?? .null),
            ("variants", .array(file.variantNames.map { .string($0) })), ("variant", .string(variants[0])),
            ("text", .string(text)), ("notes", .array(file.notes.map { .string($0) })),
            ("set", .array(overrides.map { .string("\($0.path)=\($0.value)") })),
            ("knobs", .array(settings.flatMap(\.knobs).map { JSONValue($0) })),
        ])
    }
}

extension JSONValue {
    /// A control of the page.
    init(_ knob: Knob) {
        let dot = knob.path.firstIndex(of: ".") ?? knob.path.endIndex
        self = .object([
            ("path", .string(knob.path)), ("section", .string(String(knob.path[..<dot]))),
            ("label", .string(String(knob.path[dot...].dropFirst()))), ("summary", .string(knob.summary)),
            ("kind", .string(knob.kind.word)), ("unit", knob.kind.unit.map { .string($0) } ?? .null),
            ("value", JSONValue(knob.value)),
            ("text", knob.text.map { .string($0) } ?? .null), ("word", knob.word.map { .string($0) } ?? .null),
            ("words", .array(knob.words.map { .string($0) })), ("minimum", .number(knob.minimum)),
            ("maximum", JSONValue(knob.maximum)), ("given", .bool(knob.isGiven)),
        ])
    }
}

extension Knob.Kind {
    fileprivate var word: String {
        switch self {
        case .count: "count"
        case .quantity: "quantity"
        case .variability: "variability"
        case .choice: "choice"
        }
    }

    /// The base unit in which its number is.
    fileprivate var unit: String? {
        switch self {
        case .quantity(.time): "s"
        case .quantity(.bytes): "B"
        case .quantity(.bandwidth): "B/s"
        case .quantity(.timePerByte): "s/B"
        case .quantity(.fraction), .quantity(.number), .count, .variability: "1"
        case .choice: nil
        }
    }
}
