import ArgumentParser

/// In which form predictions beside measurements are printed, and where.
struct ScoreboardOptions: ParsableArguments {
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

    /// Replays once it is known that the text can be written where it was asked for, and writes it.
    func write(_ text: () throws(CommandFailure) -> String) throws(CommandFailure) {
        try OutputFile.check(output)
        try OutputFile(path: output).write(text())
    }
}
