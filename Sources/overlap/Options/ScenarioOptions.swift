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

    @Flag(name: .shortAndLong, help: "No progress and no notices on standard error.")
    var quiet = false

    /// The changes, those of the named options last; read once.
    func overrides() throws(CommandFailure) -> [Override] {
        try changes.overrides() + Override.options([("run.confidence", confidence)])
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
            throw .usage("`--variants` names no variant; known: \(file.variantNames.joined(separator: ", "))")
        }
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            throw .usage("`--variants` names `\(name)` twice")
        }
        return names
    }

    /// The scenarios of the variants that were asked for.
    func scenarios(of file: ScenarioFile) throws(CommandFailure) -> [Scenario] {
        let overrides = try overrides()
        return try file.scenarios(try variantNames(of: file), overrides)
    }
}
