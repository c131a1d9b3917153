import ArgumentParser
import Foundation
import Pipelines
import ScenarioFiles

/// Which variants of a scenario file, and what to change in all of them.
struct ScenarioOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only these variants.", valueName: "a,b"))
    var variants: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change the scenario, as a variant would: prefetch.buffer=8. May be repeated.", valueName: "path=value"))
    var changes: [String] = []

    @Option(
        name: .customLong("overlay"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change the scenario by a file of paths and values, before --set. May be repeated.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var overlays: [String] = []

    @Option(help: ArgumentHelp("Seed of all random streams. Default: the scenario's `run`, else 1.", valueName: "N"))
    var seed: String?

    @Option(
        help: ArgumentHelp("Confidence of all intervals. Default: the scenario's `run`, else 95%.", valueName: "95%"))
    var confidence: String?

    @Flag(name: .shortAndLong, help: "No progress on standard error.")
    var quiet = false

    /// Whether all overlays can be read, to tell a missing file from a wrong one.
    func checkOverlays() throws(CommandFailure) {
        for overlay in overlays where overlay != "-" && !FileManager.default.isReadableFile(atPath: overlay) {
            throw .inputOutput("cannot read `\(overlay)`: \(String(cString: strerror(errno)))")
        }
    }

    /// The changes: those of overlays, then `--set`, then the named options.
    func overrides() throws(ScenarioFileError) -> [Override] {
        var overrides: [Override] = []
        for overlay in overlays { overrides += try Override.overlay(path: overlay) }
        for change in changes { overrides.append(try Override(argument: change)) }
        for case (let path, let value?) in [("run.seed", seed), ("run.confidence", confidence)] {
            overrides.append(try Override(path: path, value: value))
        }
        return overrides
    }

    /// The variants of a file that were asked for.
    func variantNames(of file: ScenarioFile) -> [String] {
        guard let variants else { return file.variantNames }
        return variants.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// The scenarios of the variants that were asked for.
    func scenarios(of file: ScenarioFile) throws(CommandFailure) -> [Scenario] {
        try checkOverlays()
        let overrides: [Override]
        do { overrides = try self.overrides() } catch { throw CommandFailure(error) }
        return try scenarios(of: file, overrides)
    }

    /// Their scenarios, changed.
    func scenarios(of file: ScenarioFile, _ overrides: [Override]) throws(CommandFailure) -> [Scenario] {
        let names = variantNames(of: file)
        guard !names.isEmpty else {
            throw .usage("`--variants` names none: \(file.variantNames.joined(separator: ", "))")
        }
        do {
            var scenarios: [Scenario] = []
            for name in names { scenarios.append(try file.scenario(variant: name, overrides: overrides)) }
            return scenarios
        } catch {
            throw CommandFailure(error)
        }
    }
}
