import ArgumentParser
import Exporters
import Pipelines
import ScenarioFiles

/// Which variant of which scenario is written as a program, and where to.
struct ExportedProgram: ParsableArguments {
    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String

    @Option(help: ArgumentHelp("The variant. Default: the first.", valueName: "name"))
    var variant: String?

    @OptionGroup var changes: ChangeOptions

    @OptionGroup var output: NewFileOption

    @Flag(name: .shortAndLong, help: "No notices on standard error.")
    var quiet = false

    /// Writes the program.
    ///
    /// - Parameter text: the program of a scenario.
    func write(_ text: (Scenario) throws(ExportError) -> String) throws(CommandFailure) {
        let opened = try OpenedScenario(file, changes, isQuiet: true) { file throws(CommandFailure) in
            [try file.variant(forCommand: variant)]
        }
        let scenario = try opened.scenarios(writing: output.files)[0]
        let program: String
        do throws(ExportError) { program = try text(scenario) } catch {
            throw .badScenario("\(error)")
        }
        try OutputFile.write(program, to: output.path)
        if !quiet { output.output.tellWritten { "python3 \($0)" } }
    }
}
