import ArgumentParser
import Foundation
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

    /// Opens a scenario file with all changes.
    ///
    /// - Parameters:
    ///   - more: changes by other named options.
    ///   - firstByDefault: whether only the first variant is meant where none is named.
    func open(
        _ path: String?, _ more: [Override] = [], firstByDefault: Bool = false
    ) throws(CommandFailure) -> OpenedScenario {
        try OpenedScenario(path, changes, named() + more, isQuiet: quiet) { file throws(CommandFailure) in
            let names = try variantNames(of: file)
            return firstByDefault && variants.isEmpty ? Array(names.prefix(1)) : names
        }
    }

    /// The changes, those of the named options last; read once.
    ///
    /// - Parameter more: changes by other named options.
    func overrides(_ more: [Override]) throws(CommandFailure) -> [Override] {
        try changes.overrides() + named() + more
    }

    private func named() throws(CommandFailure) -> [Override] {
        try Override.options([("run.confidence", confidence)])
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
}
