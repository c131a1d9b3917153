import ArgumentParser
import Importers
import Scoreboards

/// `overlap check torch`.
struct CheckTorch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torch",
        abstract: "Replays measured loops over PyTorch's DataLoader and prints predictions beside measurements.",
        discussion: """
            Each case is translated into the scenario that `overlap import torch` writes, and simulated once. Errors are \
            predicted ÷ measured − 1, in steps per second over the measured steady window.
            """)

    @OptionGroup var options: CheckOptions

    func run() async throws {
        let cases: TorchFile = try options.cases()
        try options.write { () throws(CancellationError) in options.text(try Scoreboard(cases, id: options.id)) }
    }
}
