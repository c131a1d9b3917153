import ArgumentParser
import Foundation
import PipelineExecution
import Pipelines
import Reports
import ScenarioFiles

/// `overlap calibrate`.
struct Calibrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures the executor's overheads on this machine and writes them as an overlay for scenarios.",
        discussion: """
            After a warm-up run it times each of these alone: functions that wait, functions that compute, copies, and \
            steps after the training loop was blocked. Then it times reads and steps while the scenario's functions \
            run for their mean durations. With the result, `simulate` predicts what `execute` will measure here:
              overlap calibrate scenario.yaml -o measured.yaml
              overlap simulate scenario.yaml --overlay measured.yaml
            """)

    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var machine: MachineOptions

    @OptionGroup var output: OutputOption

    func run() async throws {
        let scenarios = try scenario.open(file).scenarios(
            writing: .result(output.path), dataIn: machine.dataDirectory(forScenario: file))
        let machine = try Machine(
            machine, [scenarios[0]], from: DataOrigin(file: file, changes: scenario.changes), quiet: scenario.quiet)
        machine.giveNotice(quiet: scenario.quiet)
        let calibration = try Calibration(scenarios[0], machine.settings(variant: 0, run: 0), quiet: scenario.quiet)
        let overlay = CalibrationOverlay(
            calibration: calibration, scenario: scenarios[0], machine: machine.measured)
        try OutputFile.write(overlay.text, to: output.path)
    }
}

extension Calibration {
    /// Measures with progress on standard error.
    init(
        _ scenario: Scenario, _ settings: ExecutionSettings, knowing known: KnownCosts? = nil, quiet: Bool
    ) throws(CommandFailure) {
        var line = ProgressLine(unit: "parts", isQuiet: quiet)
        defer { line.end() }
        do throws(ExecutionError) {
            try self.init(scenario, settings, knowing: known) { what, share in
                line.update(fraction: share, "calibrating: \(what)")
                return !Task.isCancelled
            }
        } catch {
            if case .stopped = error { throw .interrupted() }
            throw CommandFailure(error, variant: scenario.variant)
        }
    }
}
