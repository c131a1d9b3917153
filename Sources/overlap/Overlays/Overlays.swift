import ArgumentParser
import ScenarioFiles

/// `overlap overlays`.
struct Overlays: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the overlays that come with the program, or prints one.",
        discussion: """
            Ready-made figures: what PyTorch's processes and TensorFlow's executor cost, and how fast disks are. \
            Each says where its figures are from.
              overlap simulate pipeline.yaml --overlay nvme-gen4 --overlay torch-fork
              overlap overlays nvme-gen4 > disk.yaml
            """)

    @Argument(
        help: "An overlay to print.", completion: .list(BuiltInOverlays.all.names))
    var name: String?

    func run() throws {
        try OutputFile.write(try text(), to: nil)
    }

    private func text() throws(CommandFailure) -> String {
        guard let name else { return BuiltInOverlays.all.listing }
        if let overlay = BuiltInOverlays.all.named(name) { return overlay.text }
        throw .usage("there is no built-in overlay `\(visible(name))`; \(BuiltInOverlays.all.advice(for: name))")
    }
}
