package import Pipelines

/// A section of a scenario to be written: the platform's disk, the training loop, an operator's parameters.
package struct SectionDocument: Sendable {
    /// The section's key.
    let name: String
    private let parameters: [Parameter]
    private let primaryParameter: String?
    /// What is said, and comments in between.
    private(set) var mapping: WrittenMapping
    /// Lines for readers above the section.
    package var comments: [String] = []

    /// A section of which nothing is said so far.
    package init(_ type: any Section.Type, _ layout: WrittenMapping.Layout = .block) {
        name = type.name
        parameters = type.parameters
        primaryParameter = type.primaryParameter
        mapping = WrittenMapping(layout)
    }

    /// Whether nothing is said.
    package var isEmpty: Bool { mapping.items.isEmpty }

    /// Gives a parameter a value.
    ///
    /// - Precondition: the section declares such a parameter, and it has none yet.
    package mutating func set(_ name: String, _ value: WrittenValue) {
        precondition(parameters.contains { $0.name == name }, "`\(self.name)` has no parameter `\(name)`")
        precondition(!mapping.entries.contains { $0.key == name }, "`\(name)` is given twice")
        mapping.items.append(.entry(name, value))
    }

    /// Gives a parameter a value in base units.
    ///
    /// - Precondition: the section declares a parameter that takes such a value, and it has none yet.
    package mutating func set(_ name: String, decoded value: ParameterValue) {
        guard let parameter = parameters.first(where: { $0.name == name }) else {
            preconditionFailure("`\(self.name)` has no parameter `\(name)`")
        }
        set(name, WrittenValue(value, as: parameter.kind))
    }

    /// Adds a line for readers, without `#`, below what is said so far.
    package mutating func comment(_ text: String) { mapping.items.append(.comment(text)) }

    /// The same with other values first.
    func preceded(by items: [WrittenMapping.Item]) -> WrittenValue {
        .mapping(WrittenMapping(mapping.layout, items + mapping.items))
    }

    /// The only value on a line, where it can stand for the section.
    var bareValue: WrittenValue? {
        guard mapping.layout == .line, mapping.items.count == 1, case .entry(let name, let value) = mapping.items[0],
            name == primaryParameter
        else { return nil }
        if case .mapping = value { return nil }
        return value
    }

    /// The section with its comments and its key, among those of a mapping.
    var items: [WrittenMapping.Item] {
        comments.map(WrittenMapping.Item.comment) + [.entry(name, preceded(by: []))]
    }

    /// The section as YAML.
    package func text(_ units: WritingUnits = .bySize) -> String {
        var lines = DocumentLines(units: units)
        lines.add(WrittenMapping(.block, items))
        return lines.text
    }
}
