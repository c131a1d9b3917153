import ArgumentParser
import Foundation
import Pipelines
import ScenarioFiles

/// What to change in a scenario.
struct ChangeOptions: ParsableArguments {
    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change the scenario, as a variant would: prefetch.buffer=8. May be repeated.", valueName: "path=value"))
    var values: [String] = []

    @Option(
        name: .customLong("overlay"), parsing: .singleValue,
        help: ArgumentHelp(
            "Apply a file of paths and values to the scenario, or a built-in overlay (see overlap overlays), before --set. "
                + "May be repeated.", valueName: "file"),
        completion: .yaml)
    var overlays: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Seed of all random streams. Default: the scenario's `run`, else 1.", valueName: "N"))
    var seed: String?

    @Flag(help: "Allow files of measured values outside the scenario's folder, in the scenario, overlays and --set.")
    var allowFilesOutside = false

    /// The overlays that are files.
    var overlayFiles: [String] { overlays.filter { OverlayArgument($0).builtIn == nil } }

    /// The same changes as arguments of another command.
    var arguments: [String] {
        overlays.flatMap { ["--overlay", $0] } + values.flatMap { ["--set", $0] }
            + (seed.map { ["--seed", $0] } ?? []) + (allowFilesOutside ? ["--allow-files-outside"] : [])
    }

    /// Whether standard input is read once at most.
    ///
    /// - Parameter file: the scenario's; nil for a built-in one.
    func checkStandardInput(besides file: String?) throws(CommandFailure) {
        try StandardInput.checkReadOnce(
            [file.map { ("the scenario", $0) }].compactMap { $0 } + overlays.map { ("`--overlay \($0)`", $0) })
    }

    /// The changes: those of overlays, then `--set`, then the seed.
    ///
    /// The overlays are read here: a command calls this once, because standard input is there once.
    func overrides() throws(CommandFailure) -> [Override] {
        for overlay in overlays { try OverlayArgument(overlay).check() }
        var overrides: [Override] = []
        for overlay in overlays {
            do throws(ScenarioFileError) { overrides += try OverlayArgument(overlay).overrides() } catch {
                throw CommandFailure(error, reading: overlay)
            }
        }
        return try overrides + settings() + Override.options([("run.seed", seed)])
    }

    /// Those of `--set`.
    func settings() throws(CommandFailure) -> [Override] {
        do throws(ScenarioFileError) {
            return try values.map { value throws(ScenarioFileError) in try Override(argument: value) }
        } catch {
            throw CommandFailure(error)
        }
    }
}

extension Override {
    /// Changes by named options, those that were given.
    static func options(_ options: [(path: String, value: String?)]) throws(CommandFailure) -> [Override] {
        var overrides: [Override] = []
        do throws(ScenarioFileError) {
            for case (let path, let value?) in options { overrides.append(try Override(path: path, value: value)) }
        } catch {
            throw CommandFailure(error)
        }
        return overrides
    }
}
