import ArgumentParser

/// In which form predictions beside measurements are printed, and where.
struct ScoreboardOptions: ParsableArguments {
    @Flag(help: "Print everything as JSON.")
    var json = false

    @Flag(help: "Print tables in Markdown.")
    var markdown = false

    @OptionGroup var output: OutputOption

    func validate() throws {
        if json && markdown { throw ValidationError("'--json' and '--markdown' cannot be combined.") }
    }

    /// Replays once it is known that the text can be written where it was asked for, and writes it.
    func write(
        reading files: [String], _ text: () throws(CommandFailure) -> String
    ) throws(CommandFailure) {
        try FileUses.check(.result(output.path), reading: files)
        try OutputFile.write(text(), to: output.path)
    }
}
