import ArgumentParser
import Exporters
import Pipelines

/// `overlap export pytorch`.
struct ExportPyTorch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pytorch", abstract: "Writes a variant as a program with PyTorch's DataLoader.",
        discussion: """
            The program has the settings of the scenario. Functions of the user's own are stubs that take the scenario's \
            times, so that it runs as it is and prints samples/s. A pipeline without a dataLoader can be written if one \
            process can run it; what PyTorch cannot express is refused, with what to use instead. See docs/export.md.
            """)

    @OptionGroup var program: ExportedProgram

    func run() throws {
        try program.write { scenario throws(ExportError) in try PyTorchProgram(scenario).text }
    }
}
