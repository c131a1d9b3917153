import ArgumentParser
import Experiments
import Foundation
import Pipelines
import ScenarioFiles

/// Whether other machines simulate, and how they get the program.
struct DaskOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Have the workers of a Dask scheduler simulate. python3 needs the module distributed.",
            valueName: "tcp://host:8786"))
    var dask: String?

    @Option(
        help: ArgumentHelp(
            "Give workers without overlap this archive of it: overlap-…-linux-….tar.gz.", valueName: "archive"),
        completion: .file(extensions: ["gz"]))
    var upload: String?

    func validate() throws {
        if upload != nil, dask == nil { throw ValidationError("'--upload' goes with '--dask'.") }
    }

    /// Starts the driver for a sweep; nil without `--dask`.
    ///
    /// - Parameters:
    ///   - points: what may be asked for.
    ///   - path: the scenario's file.
    ///   - plan: what changes in all points.
    func workers(
        for points: [SweepGrid.Point], of file: ScenarioFile, at path: String, _ plan: PlanOptions
    ) throws(CommandFailure) -> RemoteReplications? {
        let recipes = points.map { ($0.scenario, PointRecipe(variant: $0.variant, changes: $0.changes)) }
        return try workers(for: recipes, of: file, at: path, plan.scenario) { plan.arguments($0) }
    }

    /// Starts the driver for a plan; nil without `--dask`.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - changes: those of the subject that the scenario's options do not make.
    ///   - path: the scenario's file.
    ///   - scenario: what changes in all configurations.
    func workers(
        for question: PlanQuestion, making changes: [Override], of file: ScenarioFile, at path: String,
        _ scenario: ScenarioOptions
    ) throws(CommandFailure) -> RemoteReplications? {
        guard dask != nil else { return nil }
        let points: [(scenario: Scenario, recipe: PointRecipe)]
        do throws(PlanError) { points = try question.recipes(making: changes) } catch { throw CommandFailure(error) }
        return try workers(for: points, of: file, at: path, scenario) { scenario.arguments($0) }
    }

    private func workers(
        for points: [(scenario: Scenario, recipe: PointRecipe)], of file: ScenarioFile, at path: String,
        _ scenario: ScenarioOptions, arguments: (SharedFiles) -> [String]
    ) throws(CommandFailure) -> RemoteReplications? {
        guard let dask else { return nil }
        let files = try SharedFiles(file, at: path, scenario.changes)
        let archive = try upload.map { path throws(CommandFailure) in try SharedFiles.contents(path) }
        let setup = DaskSetup(
            scheduler: dask, version: Overlap.version, arguments: ["points", files.scenario] + arguments(files),
            files: files.contents, archive: archive)
        do throws(RemoteDriver.Failure) {
            let text = String(decoding: PackageResources.overlap_dask_py, as: UTF8.self)
            let driver = try RemoteDriver("python3", ["-c", text])
            try driver.send(ExactJSON.bytes(of: setup))
            return RemoteReplications(driver, points: points) { [isQuiet = scenario.quiet] text in
                if !isQuiet { StandardError.write("notice: \(text)\n") }
            }
        } catch {
            throw .inputOutput(error.reason)
        }
    }
}

/// What all requests have in common: the first line that the driver gets.
private struct DaskSetup: Encodable {
    let scheduler: String
    let version: String
    /// Those of `overlap` on a worker.
    let arguments: [String]
    /// By their names on a worker, in base64.
    let files: [String: Data]
    let archive: Data?
}

extension ScenarioOptions {
    /// The same options for another machine, which has the files.
    fileprivate func arguments(_ files: SharedFiles) -> [String] {
        let named = [("seed", changes.seed), ("confidence", confidence)]
        return changes.values.map { "--set=\($0)" } + files.overlays.map { "--overlay=\($0)" } + Self.arguments(named)
    }

    fileprivate static func arguments(_ options: [(name: String, value: String?)]) -> [String] {
        options.compactMap { option in option.value.map { "--\(option.name)=\($0)" } }
    }
}

extension PlanOptions {
    /// The same options for another machine, which has the files.
    fileprivate func arguments(_ files: SharedFiles) -> [String] {
        scenario.arguments(files)
            + ScenarioOptions.arguments([("replications", replications), ("precision", precision), ("engine", engine)])
    }
}
