import ArgumentParser
import Exporters
import Pipelines
import ScenarioFiles

/// Which variant of which scenario is written as a program, and where to.
struct ExportedProgram: ParsableArguments {
    @Argument(help: "A scenario file, or - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
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
        let scenarioFile = try ScenarioFile(forCommand: file, changes)
        try output.check(reading: scenarioFile.inputs(path: file, changes))
        let scenario = try scenario(of: scenarioFile)
        let program: String
        do throws(ExportError) { program = try text(scenario) } catch {
            throw .badScenario("\(error)")
        }
        try OutputFile.write(program, to: output.path)
        if !quiet { output.output.tellWritten { "python3 \($0)" } }
    }

    private func scenario(of file: ScenarioFile) throws(CommandFailure) -> Scenario {
        guard let variant = variant ?? file.variantNames.first else { preconditionFailure("a file has a variant") }
        guard file.variantNames.contains(variant) else {
            throw .unknown("variant", visible(variant), in: "--variant", known: file.variantNames.map(visible))
        }
        return try file.scenarios([variant], try changes.overrides())[0]
    }
}
