import ArgumentParser

/// Where a command writes a file that the user goes on to edit: one that is there stays, unless the user says
/// otherwise.
struct NewFileOption: ParsableArguments {
    @OptionGroup var output: OutputOption

    @Flag(help: "Overwrite the file if it exists.")
    var force = false

    var path: String? { output.path }

    /// What is checked before it is written.
    var files: [WrittenFile] { .result(path, isNew: !force) }

    /// Checks that the file can be written, and that nothing is lost by it.
    ///
    /// - Parameter inputs: what is read, which must not be overwritten even with `--force`.
    func check(reading inputs: [String] = []) throws(CommandFailure) {
        try FileUses.check(files, reading: inputs)
    }
}
