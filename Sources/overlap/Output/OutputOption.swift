import ArgumentParser
import ScenarioFiles

/// Where a command's result goes.
struct OutputOption: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"), completion: .file())
    var path: String?

    /// What the reader of the result can show.
    var terminal: Terminal { Terminal(output: path) }

    /// Tells that a file was written, and what may be done with it.
    ///
    /// - Parameter next: a command, given the file's path.
    func tellWritten(next: (String) -> String) {
        guard let path, !OutputPlace.isStandardOutput(path) else { return }
        StandardError.write("wrote \(visible(path)); next: \(next(shellWord(path)))\n")
    }
}
