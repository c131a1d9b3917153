import ArgumentParser
import Foundation
import Pipelines
import ScenarioFiles

/// Options that change what a scenario file says, for every variant.
struct PlanOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Simulate only these variants.", valueName: "a,b"))
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
        help: ArgumentHelp("Confidence of all intervals. Default: the scenario's `run`, else 95%.", valueName: "95%"))
    var confidence: String?

    @Option(help: ArgumentHelp("Seed of all random streams. Default: the scenario's `run`, else 1.", valueName: "N"))
    var seed: String?

    @Option(
        help: ArgumentHelp(
            "Replications at a time; as many as cores by default. Results do not depend on it.", valueName: "N"))
    var threads: Int?

    @Flag(name: .shortAndLong, help: "No progress on standard error.")
    var quiet = false

    /// Replications at a time.
    var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

    func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("'--threads' is \(threads): a number from 1 to 1024 is accepted.")
        }
    }

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
        let plan = [
            ("run.seed", seed), ("run.replications", replications), ("run.precision", precision),
            ("run.confidence", confidence),
        ]
        for case (let path, let value?) in plan { overrides.append(try Override(path: path, value: value)) }
        return overrides
    }

    /// The variants of a file that are to be simulated.
    func variantNames(of file: ScenarioFile) -> [String] {
        guard let variants else { return file.variantNames }
        return variants.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// Their scenarios.
    func scenarios(of file: ScenarioFile) throws(CommandFailure) -> [Scenario] {
        try checkOverlays()
        let names = variantNames(of: file)
        guard !names.isEmpty else {
            throw .usage("`--variants` names none: \(file.variantNames.joined(separator: ", "))")
        }
        do {
            let overrides = try overrides()
            var scenarios: [Scenario] = []
            for name in names { scenarios.append(try file.scenario(variant: name, overrides: overrides)) }
            return scenarios
        } catch {
            throw CommandFailure(error)
        }
    }
}

extension ScenarioFile {
    /// Reads a scenario for a command.
    init(forCommand path: String) throws(CommandFailure) {
        do { try self.init(path: path) } catch {
            let failure = CommandFailure(error)
            var isDirectory: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            let isFile = FileManager.default.isReadableFile(atPath: path) && !isDirectory.boolValue
            let isReadable = path == "-" || isFile
            throw isReadable ? failure : CommandFailure(message: failure.message, code: 74)
        }
    }
}
