import ArgumentParser
import Importers

/// `overlap import`.
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes scenarios, or parts of them, from files of other programs.",
        subcommands: [
            ImportTFData.self, ImportTorch.self, ImportFio.self, ImportTrace.self, ImportTFProfile.self,
            ImportLightning.self, ImportDmon.self, ImportDLIO.self, ImportLoop.self,
        ])
}

/// `overlap import tfdata`.
struct ImportTFData: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tfdata", abstract: "Writes a measured tf.data pipeline as a scenario.",
        discussion: "The durations of all calls are written out, to be replayed sample by sample.")

    @OptionGroup var options: CaseImportOptions

    func run() throws {
        try TFDataFile(forCommand: options.file).writeScenario(
            ofCase: options.id, from: options.file, by: "overlap import tfdata", to: options.written)
    }
}

/// `overlap import torch`.
struct ImportTorch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torch", abstract: "Writes a measured loop over PyTorch's DataLoader as a scenario.",
        discussion: "The durations of all samples are written out, to be replayed sample by sample.")

    @OptionGroup var options: CaseImportOptions

    func run() throws {
        try TorchFile(forCommand: options.file).writeScenario(
            ofCase: options.id, from: options.file, by: "overlap import torch", to: options.written)
    }
}
