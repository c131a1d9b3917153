import ArgumentParser

/// `overlap export`.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes Jupyter notebooks, or a variant as a program in tf.data or PyTorch.",
        subcommands: [ExportNotebooks.self, ExportTFData.self, ExportPyTorch.self])
}
