import ArgumentParser
import Foundation
import Pipelines
import ScenarioFiles

/// Options that change what a scenario file says, for every variant.
struct PlanOptions: ParsableArguments {
    @OptionGroup var scenario: ScenarioOptions

    @Option(
        help: ArgumentHelp(
            "Independent runs of each variant: `auto` makes 10, then more until the precision is reached. "
                + "Default: the scenario's `run`, else auto.",
            valueName: "auto|N"))
    var replications: String?

    @Option(
        help: ArgumentHelp(
            "Half-width of the throughput's interval at which `auto` stops, relative to its mean. "
                + "Default: the scenario's `run`, else 0.5%.",
            valueName: "0.5%"))
    var precision: String?

    @Option(
        help: ArgumentHelp(
            "Replications at a time; as many as cores by default. Results do not depend on it.", valueName: "N"))
    var threads: Int?

    /// Replications at a time.
    var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

    func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("'--threads' is \(threads): a number from 1 to 1024 is accepted.")
        }
    }

    /// The changes, those of the named options last.
    func overrides() throws(ScenarioFileError) -> [Override] {
        var overrides = try scenario.overrides()
        for case (let path, let value?) in [("run.replications", replications), ("run.precision", precision)] {
            overrides.append(try Override(path: path, value: value))
        }
        return overrides
    }

    /// The scenarios of the variants that were asked for.
    func scenarios(of file: ScenarioFile) throws(CommandFailure) -> [Scenario] {
        try scenario.checkOverlays()
        let overrides: [Override]
        do { overrides = try self.overrides() } catch { throw CommandFailure(error) }
        return try scenario.scenarios(of: file, overrides)
    }
}

extension ScenarioFile {
    /// Reads a scenario for a command, the built-in example when there is no path, and says how its tables were read.
    init(forCommand path: String?, _ changes: ChangeOptions, quiet: Bool = false) throws(CommandFailure) {
        let outside = changes.allowFilesOutside
        do throws(ScenarioFileError) {
            if let path {
                try self.init(path: path, allowsFilesOutside: outside)
            } else {
                try self.init(
                    text: BuiltInExample.text, name: "built-in example", directory: ".", allowsFilesOutside: outside)
            }
        } catch {
            if Task.isCancelled { throw .interrupted("interrupted") }
            let failure = CommandFailure(error)
            guard let path, InputSource(path).refusal != nil else { throw failure }
            throw CommandFailure(message: failure.message, code: 74)
        }
        if !quiet { for note in notes { StandardError.write("notice: \(note)\n") } }
    }
}
