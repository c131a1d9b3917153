import ArgumentParser
import Foundation
import MeasuredCases

/// `overlap check torch`.
struct CheckTorch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torch",
        abstract: "Replays measured loops over PyTorch's DataLoader and prints predictions beside measurements.",
        discussion: """
            Each case is translated into a scenario, as `overlap import torch` writes it, and simulated once. Errors are \
            predicted ÷ measured − 1, in steps per second over the measured steady window.
            """)

    @Argument(help: "A file of measured cases, or - for standard input.", completion: .file(extensions: ["json"]))
    var file: String

    @Option(name: .customLong("case"), help: ArgumentHelp("Replay this case alone.", valueName: "id"))
    var id: String?

    @Flag(help: "Print everything as JSON.")
    var json = false

    @Flag(help: "Print tables in Markdown.")
    var markdown = false

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    func validate() throws {
        if json && markdown { throw ValidationError("'--json' and '--markdown' exclude each other.") }
    }

    func run() async throws {
        let cases = try TorchFile(forCommand: file)
        if let id { _ = try cases.entry(forCommand: id) }
        try OutputFile.check(output)
        let scoreboard: Scoreboard
        do throws(CancellationError) { scoreboard = try Scoreboard(cases, id: id) } catch {
            throw CommandFailure.interrupted("interrupted")
        }
        let text =
            json ? JSONText(scoreboard).text() + "\n" : ScoreboardText(scoreboard, isMarkdown: markdown).text
        try OutputFile(path: output).write(text)
    }
}
