import Foundation
import Reports
import ScenarioFiles

/// The folder that notebooks and their data are written to, each file when it is whole.
struct NotebookFolder {
    let directory: OutputDirectory
    let isQuiet: Bool

    private static let requirements = "requirements.txt"

    /// Checks that all can be written, and that nothing is lost by it.
    ///
    /// - Parameters:
    ///   - inputs: what is read, which must not be overwritten even by force.
    ///   - force: whether files that are there may be overwritten.
    func check(_ notebooks: [ExportedNotebook], reading inputs: [String], force: Bool) throws(CommandFailure) {
        guard directory.exists else { return try directory.check() }
        // A scenario may serve several notebooks.
        let names = Set(notebooks.flatMap(\.fileNames) + [Self.requirements]).sorted()
        let files = names.map { WrittenFile(path: directory.path(of: $0), directory: "another name") }
        try FileUses.check(files, reading: inputs)
        guard !force, let there = names.first(where: { access(directory.path(of: $0), F_OK) == 0 }) else { return }
        throw .inputOutput("`\(visible(directory.path(of: there)))` exists; --force overwrites it and the others")
    }

    /// Writes each notebook after its data; one whose data cannot be made is left out, and told of.
    ///
    /// - Parameter options: for the commands that make the data; they do not change what these write.
    /// - Throws: the first failure, when all else is written; an interruption at once.
    func write(_ notebooks: [ExportedNotebook], options: [String]) async throws {
        try directory.create()
        try OutputFile.write(NotebookFile.requirements, to: directory.path(of: Self.requirements))
        var failure: CommandFailure?
        var written = 0
        for notebook in notebooks {
            do {
                try await write(notebook, options + (isQuiet ? ["--quiet"] : []))
                written += 1
                tell("wrote \(directory.path(of: notebook.name)).ipynb (\(written) of \(notebooks.count))")
            } catch let error as CommandFailure {
                guard !error.isInterruption else { throw interruption(written, of: notebooks.count) }
                error.report()
                StandardError.write("\(notebook.name) is left out\n")
                failure = failure ?? error
            }
        }
        if let failure { throw CommandFailure(message: "", code: failure.code) }
        let place = shellWord(directory.path)
        tell(
            "next: pip install -r \(shellWord(directory.path(of: Self.requirements))) jupyterlab && jupyter lab \(place)"
        )
    }

    /// Says something that is no mistake.
    func tell(_ text: String) { if !isQuiet { StandardError.write(text + "\n") } }

    private func write(_ notebook: ExportedNotebook, _ options: [String]) async throws {
        for file in notebook.files { try OutputFile.write(file.text, to: directory.path(of: file.name)) }
        for command in notebook.commands { try await command.run(in: directory, options) }
        if Task.isCancelled { throw CommandFailure.interrupted() }
        try OutputFile.write(notebook.text, to: directory.path(of: "\(notebook.name).ipynb"))
    }

    private func interruption(_ written: Int, of all: Int) -> CommandFailure {
        .interrupted("interrupted: \(written) of \(all) notebooks are written")
    }
}
