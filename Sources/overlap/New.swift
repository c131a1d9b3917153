import ArgumentParser
import Foundation
import ScenarioFiles

/// `overlap new`.
struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a commented scenario to start from.")

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    @Flag(help: "Overwrite the file if it exists.")
    var force = false

    func run() throws {
        if let output, output != "-", !force, FileManager.default.fileExists(atPath: output) {
            throw CommandFailure.inputOutput("`\(output)` exists; --force overwrites it")
        }
        try OutputFile(path: output).write(StarterScenario.text)
        if let output, output != "-" {
            StandardError.write("wrote \(output); next: overlap simulate \(output)\n")
        }
    }
}
