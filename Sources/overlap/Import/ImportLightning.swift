import ArgumentParser
import Foundation
import Importers

/// `overlap import lightning`.
struct ImportLightning: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lightning", abstract: "Writes a scenario of a training loop that Lightning's profiler timed.",
        discussion: """
            The text of `Trainer(profiler="simple")` or "advanced", alone or in a log. It has means only, and does not \
            tell how many workers the loader had:
              overlap import lightning fit-perf_logs.txt --workers 2 --batch 32 -o mine.yaml
            A trace of Lightning's PyTorchProfiler tells more: see overlap import trace.
            """)

    @Argument(help: "The profiler's text, or - for standard input.", completion: .file(extensions: ["txt", "log"]))
    var file: String

    @OptionGroup(title: "The loader") var loader: LoaderOptions

    @OptionGroup var written: NewFileOption

    func run() async throws {
        try written.check(reading: [file])
        let turns = try Data.imported(file) { data, path throws(ImportError) in
            try LightningTable(data, path: path).turns(path: path)
        }
        try await ProfiledScenario(
            turns, loader, from: file, command: "overlap import lightning", word: "timed"
        ).write(from: file, to: written)
    }
}
