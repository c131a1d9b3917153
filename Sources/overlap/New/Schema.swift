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
        try OutputFile.write(ScenarioSchema().document.text() + "\n", to: output.path)
    }
}
