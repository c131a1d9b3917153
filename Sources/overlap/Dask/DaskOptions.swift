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

    /// Starts the driver; nil without `--dask`.
    ///
    /// - Parameters:
    ///   - path: the scenario's file.
    ///   - scenario: what changes in all points.
    ///   - named: options of another command that change it too.
    ///   - points: what may be asked for, with what makes it of the file.
    func workers(
        of file: ScenarioFile, at path: String, _ scenario: ScenarioOptions,
        named: [(name: String, value: String?)] = [],
        points: () throws(CommandFailure) -> [(scenario: Scenario, recipe: PointRecipe)]
    ) throws(CommandFailure) -> RemoteReplications? {
        guard let dask else { return nil }
        let points = try points()
        let files = try SharedFiles(file, at: path, scenario.changes)
        let archive = try upload.map { path throws(CommandFailure) in try Data(forCommand: path) }
        let setup = DaskSetup(
            scheduler: dask, version: Overlap.version,
            arguments: ["points", files.scenario] + scenario.arguments(files, named), files: files.contents,
            archive: archive)
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
    fileprivate func arguments(_ files: SharedFiles, _ more: [(name: String, value: String?)]) -> [String] {
        let named = [("seed", changes.seed), ("confidence", confidence)] + more
        return changes.values.map { "--set=\($0)" } + files.overlays.map { "--overlay=\($0)" }
            + named.compactMap { option in option.value.map { "--\(option.name)=\($0)" } }
    }
}
