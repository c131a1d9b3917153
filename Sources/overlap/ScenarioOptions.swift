import ArgumentParser
import Foundation
import Pipelines
import ScenarioFiles

/// Which variants of a scenario file, and what to change in all of them.
struct ScenarioOptions: ParsableArguments {
    @Option(parsing: .singleValue, help: ArgumentHelp("Only these variants. May be repeated.", valueName: "a,b"))
    var variants: [String] = []

    @OptionGroup var changes: ChangeOptions

    @Option(
        help: ArgumentHelp("Confidence of all intervals. Default: the scenario's `run`, else 95%.", valueName: "95%"))
    var confidence: String?

    @Flag(name: .shortAndLong, help: "No progress on standard error.")
    var quiet = false

    /// Whether all overlays can be read, to tell a missing file from a wrong one.
    func checkOverlays() throws(CommandFailure) { try changes.checkOverlays() }

    /// The changes, those of the named options last.
    func overrides() throws(ScenarioFileError) -> [Override] {
        var overrides = try changes.overrides()
        if let confidence { overrides.append(try Override(path: "run.confidence", value: confidence)) }
        return overrides
    }

    /// The variants of a file that were asked for; a name that contains commas stands alone.
    ///
    /// - Throws: when there is none, or one is named twice.
    func variantNames(of file: ScenarioFile) throws(CommandFailure) -> [String] {
        guard !variants.isEmpty else { return file.variantNames }
        let names = variants.flatMap { asked in
            file.variantNames.contains(asked)
                ? [asked] : asked.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        guard !names.isEmpty else {
            throw .usage("`--variants` names none: \(file.variantNames.joined(separator: ", "))")
        }
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            throw .usage("`--variants` names `\(name)` twice")
        }
        return names
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
        let names = try variantNames(of: file)
        do {
            var scenarios: [Scenario] = []
            for name in names { scenarios.append(try file.scenario(variant: name, overrides: overrides)) }
            return scenarios
        } catch {
            throw CommandFailure(error)
        }
    }
}
