import ArgumentParser
import MeasuredCases

/// `overlap import`.
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes scenarios, or parts of them, from files of other programs.",
        subcommands: [ImportTFData.self, ImportTorch.self, ImportFio.self, ImportTrace.self])
}

/// `overlap import tfdata`.
struct ImportTFData: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tfdata", abstract: "Writes a measured tf.data pipeline as a scenario.",
        discussion: "The durations of all calls are written out, to be replayed sample by sample.")

    @Argument(help: "A file of measured cases, or - for standard input.", completion: .file(extensions: ["json"]))
    var file: String

    @Option(name: .customLong("case"), help: ArgumentHelp("The case; needed when there are several.", valueName: "id"))
    var id: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    func run() throws {
        try TFDataFile(forCommand: file).writeScenario(ofCase: id, from: file, by: "overlap import tfdata", to: output)
    }
}

/// `overlap import torch`.
struct ImportTorch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torch", abstract: "Writes a measured loop over PyTorch's DataLoader as a scenario.",
        discussion: "The durations of all samples are written out, to be replayed sample by sample.")

    @Argument(help: "A file of measured cases, or - for standard input.", completion: .file(extensions: ["json"]))
    var file: String

    @Option(name: .customLong("case"), help: ArgumentHelp("The case; needed when there are several.", valueName: "id"))
    var id: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    func run() throws {
        try TorchFile(forCommand: file).writeScenario(ofCase: id, from: file, by: "overlap import torch", to: output)
    }
}
