import ArgumentParser
import ScenarioFiles

/// `overlap schema`.
struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the JSON Schema of scenario files, for editors.",
        discussion: """
            Editors with a YAML language server complete, explain and check a scenario whose first line is
              # yaml-language-server: $schema=overlap.schema.json
            """)

    @OptionGroup var output: OutputOption

    func run() throws {
        try OutputFile.write(JSONText(ScenarioSchema.document()).text() + "\n", to: output.path)
    }
}

extension JSONText {
    /// A schema as text.
    init(_ schema: SchemaValue) {
        switch schema {
        case .object(let members): self = .object(members.map { ($0.key, JSONText($0.value)) })
        case .array(let items): self = .array(items.map { JSONText($0) })
        case .string(let text): self = .string(text)
        case .number(let value): self = .number(value)
        case .integer(let value): self = .integer(Int64(value))
        case .bool(let value): self = .bool(value)
        }
    }
}
