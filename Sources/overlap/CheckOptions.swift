import ArgumentParser
import MeasuredCases

/// Which measured cases are replayed, in which form the predictions are printed, and where.
struct CheckOptions: ParsableArguments {
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

    /// The cases of the file, the named one among them.
    func cases<Program>() throws(CommandFailure) -> CaseFile<Program> {
        let cases = try CaseFile<Program>(forCommand: file)
        if let id { _ = try cases.entry(forCommand: id) }
        return cases
    }

    /// Predictions beside measurements, in the form that was asked for.
    func text(_ scoreboard: Scoreboard) -> String {
        json ? JSONText(scoreboard).text() + "\n" : ScoreboardText(scoreboard, isMarkdown: markdown).text
    }

    /// Replays cases once it is known that the text can be written where it was asked for, and writes it.
    func write(_ text: () throws(CancellationError) -> String) throws(CommandFailure) {
        try OutputFile.check(output)
        let written: String
        do throws(CancellationError) { written = try text() } catch { throw .interrupted("interrupted") }
        try OutputFile(path: output).write(written)
    }
}
