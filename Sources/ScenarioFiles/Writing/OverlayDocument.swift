package import Pipelines

/// An overlay to be written: paths, and the values that shall stand there.
package struct OverlayDocument: Sendable {
    private var mapping = WrittenMapping(.block)
    /// The units of quantities.
    private let units: WritingUnits

    /// An overlay that changes nothing so far.
    package init(units: WritingUnits = .bySize) { self.units = units }

    /// Adds a line for readers, without `#`.
    package mutating func comment(_ text: String) { mapping.items.append(.comment(text)) }

    /// Adds a path with its value.
    package mutating func set(_ path: String, _ value: WrittenValue) { mapping.items.append(.entry(path, value)) }

    /// Adds a key of another program, for people to read.
    package mutating func set(label: String, _ value: WrittenValue) {
        mapping.items.append(.quotedEntry(label, value))
    }

    /// Adds a section of the platform, at its path.
    package mutating func setPlatform(_ section: SectionDocument) {
        set("platform.\(section.name)", section.preceded(by: []))
    }

    /// Adds `platform` with some sections.
    package mutating func setPlatform(_ sections: [SectionDocument]) {
        set("platform", .mapping(WrittenMapping(.block, sections.flatMap(\.items))))
    }

    /// Adds a parameter of a section of the platform.
    package mutating func setPlatform(
        _ type: any Section.Type, _ parameter: String, _ value: WrittenValue
    ) {
        var section = SectionDocument(type)
        section.set(parameter, value)
        for entry in section.mapping.entries { set("platform.\(section.name).\(entry.key)", entry.value) }
    }

    /// The overlay as YAML.
    package var text: String {
        var lines = DocumentLines(units: units)
        lines.add(mapping)
        return lines.text
    }
}
