import ArgumentParser

/// `overlap export`.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes what other programs open.",
        subcommands: [ExportNotebooks.self, ExportTFData.self, ExportPyTorch.self])
}
