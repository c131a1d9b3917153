import ArgumentParser
import ScenarioFiles

/// `overlap schema`.
struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the JSON Schema of scenario files, or of files of prices, for editors.",
        discussion: """
            Editors with a YAML language server complete, explain and check a scenario whose first line is
              # yaml-language-server: $schema=overlap.schema.json
            """)

    @Flag(help: "The schema of files of prices, as --cost of plan, sweep and compare reads them.")
    var prices = false

    @OptionGroup var output: OutputOption

    func run() throws {
        let document = prices ? PricesSchema().document : ScenarioSchema().document
        try OutputFile.write(document.text() + "\n", to: output.path)
    }
}
