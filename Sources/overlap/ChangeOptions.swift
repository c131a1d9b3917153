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
            "Change the scenario by a file of paths and values, before --set. May be repeated.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var overlays: [String] = []

    @Option(help: ArgumentHelp("Seed of all random streams. Default: the scenario's `run`, else 1.", valueName: "N"))
    var seed: String?

    @Flag(help: "Let the scenario, overlays and --set name files of measured values outside the scenario's folder.")
    var allowFilesOutside = false

    /// Whether all overlays can be read, to tell a missing file from a wrong one.
    func checkOverlays() throws(CommandFailure) {
        for overlay in overlays {
            guard !overlay.isEmpty else { throw .usage("`--overlay` is empty: a file is accepted, or `-`") }
            guard let refusal = InputSource(overlay).refusal else { continue }
            throw .inputOutput("cannot read `\(visible(overlay))`: \(refusal.reason)")
        }
    }

    /// The changes: those of overlays, then `--set`, then the seed.
    func overrides() throws(ScenarioFileError) -> [Override] {
        var overrides: [Override] = []
        for overlay in overlays { overrides += try Override.overlay(path: overlay) }
        for value in values { overrides.append(try Override(argument: value)) }
        if let seed { overrides.append(try Override(path: "run.seed", value: seed)) }
        return overrides
    }

    /// The scenarios of variants, changed.
    func scenarios(of file: ScenarioFile, _ variants: [String]) throws(CommandFailure) -> [Scenario] {
        try checkOverlays()
        do throws(ScenarioFileError) {
            let overrides = try overrides()
            var scenarios: [Scenario] = []
            for variant in variants { scenarios.append(try file.scenario(variant: variant, overrides: overrides)) }
            return scenarios
        } catch {
            throw CommandFailure(error)
        }
    }
}
