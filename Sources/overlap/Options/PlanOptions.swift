import ArgumentParser
import Lesson
import Pipelines
import ScenarioFiles

/// Options that change what a scenario file says, for every variant.
struct PlanOptions: ParsableArguments {
    @OptionGroup var scenario: ScenarioOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Independent runs of each variant: `auto` makes 10, then more until the precision is reached. "
                + "Default: the scenario's `run`, else auto.",
            valueName: "auto|N"))
    var replications: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Half-width of the throughput's interval at which `auto` stops, relative to its mean. "
                + "Default: the scenario's `run`, else 0.5%.",
            valueName: "0.5%"))
    var precision: String?

    @Option(
        help: ArgumentHelp(
            "Engine: auto, events, or recurrence, which is faster with the same figures; where a pipeline has none, the "
                + "reason is given. Default: the scenario's `run`, else auto.", valueName: "engine"),
        completion: .list(["auto", "events", "recurrence"]))
    var engine: String?

    @OptionGroup var threads: ThreadsOption

    /// The changes, those of the named options last; read once.
    func overrides() throws(CommandFailure) -> [Override] {
        try scenario.overrides()
            + Override.options([
                ("run.replications", replications), ("run.precision", precision), ("run.engine", engine),
            ])
    }

    /// The scenarios of the variants that were asked for.
    func scenarios(of file: ScenarioFile) throws(CommandFailure) -> [Scenario] {
        let overrides = try overrides()
        return try file.scenarios(try scenario.variantNames(of: file), overrides)
    }
}

extension ScenarioFile {
    /// Reads a scenario for a command, the built-in example when there is no path.
    init(forCommand path: String?, _ changes: ChangeOptions) throws(CommandFailure) {
        try changes.checkStandardInput(besides: path)
        let outside = changes.allowFilesOutside
        do throws(ScenarioFileError) {
            if let path, InputSource(path).refusal != nil, let text = BuiltInScenarios.text(atPath: path) {
                try self.init(text: text, name: path, directory: ".", allowsFilesOutside: outside)
            } else if let path {
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
    }

    /// Says how tables were read, once all changes are made: they may name some too.
    func tellNotes(quiet: Bool) {
        if !quiet { for note in notes { StandardError.write("notice: \(note)\n") } }
    }
}
