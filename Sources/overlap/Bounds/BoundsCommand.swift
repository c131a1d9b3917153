import ArgumentParser
import Experiments
import Pipelines
import Reports
import ScenarioFiles

/// `overlap bounds`.
struct BoundsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounds",
        abstract: "Says what each resource and thread allows at most, without a simulation.",
        discussion: """
            By operational laws: c servers that each spend D seconds on a sample pass c ÷ D samples per second at most. Operators \
            between two asynchronous ones share a thread, and their times add up. With --target it says what a rate needs of \
            each, as lower bounds.
            Exit code: 1 when the target is out of reach of a variant.
            """)

    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String?

    @OptionGroup var scenario: ScenarioOptions

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Samples per second that are wanted.", valueName: "samples/s"))
    var target: Double?

    @Flag(help: "Print everything as JSON.")
    var json = false

    @OptionGroup var output: OutputOption

    func validate() throws {
        if let target, !(target > 0 && target.isFinite) {
            throw ValidationError("'--target' is \(target): a number of samples per second above 0 is accepted.")
        }
    }

    func run() throws {
        let opened = try scenario.open(file)
        let bounds = try opened.scenarios(writing: .result(output.path)).map { scenario throws(CommandFailure) in
            do throws(PipelineError) { return try Bounds(scenario) } catch {
                throw CommandFailure.badScenario("\(scenario.variant): \(error)")
            }
        }
        let text =
            json
            ? JSONValue(scenario: opened.file.name, bounds, target: target).text() + "\n"
            : BoundsText(bounds, target: target).text(output.terminal.style)
        try OutputFile.write(text, to: output.path)
        if let target, bounds.contains(where: { !$0.allows(target) }) { throw CommandFailure.findings }
    }
}
