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
        if let path = output.path, !OutputPlace.isStandardOutput(path), !force,
            FileManager.default.fileExists(atPath: path)
        {
            throw CommandFailure.inputOutput("`\(visible(path))` exists; --force overwrites it")
        }
        try OutputFile.write(StarterScenario.text, to: output.path)
        output.tellWritten { "overlap simulate \($0)" }
    }
}
