import ArgumentParser
import Foundation
import ScenarioFiles

/// `overlap new`.
struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a commented scenario to start from.")

    @OptionGroup var output: OutputOption

    @Flag(help: "Overwrite the file if it exists.")
    var force = false

    func run() throws {
        if let path = output.path, path != "-", !force, FileManager.default.fileExists(atPath: path) {
            throw CommandFailure.inputOutput("`\(path)` exists; --force overwrites it")
        }
        try OutputFile(path: output.path).write(StarterScenario.text)
        output.tellWritten { "overlap simulate \($0)" }
    }
}
