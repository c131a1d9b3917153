import ArgumentParser
import Exporters
import Pipelines

/// `overlap export tfdata`.
struct ExportTFData: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tfdata", abstract: "Writes a variant as a program in tf.data.",
        discussion: """
            The program has the settings of the scenario. Functions of the user's own are stubs that take the scenario's \
            times, so that it runs as it is and prints samples/s. What tf.data cannot express is refused, with what to \
            use instead. See docs/export.md.
            """)

    @OptionGroup var program: ExportedProgram

    func run() throws {
        try program.write { scenario throws(ExportError) in try TFDataProgram(scenario).text }
    }
}
