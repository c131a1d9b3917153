import ArgumentParser
import Foundation
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// `overlap simulate`.
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Simulates the variants of a scenario side by side.",
        discussion: "Without a file it simulates a built-in example.")

    @Argument(help: "A scenario file, or - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String?

    @OptionGroup var plan: PlanOptions

    @Flag(help: "Print everything as JSON.")
    var json = false

    @Flag(help: "Print comma-separated values, one row per figure.")
    var csv = false

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    func validate() throws {
        if json && csv { throw ValidationError("'--json' and '--csv' exclude each other.") }
    }

    func run() async throws {
        let scenarioFile = try source()
        let scenarios = try plan.scenarios(of: scenarioFile)
        try OutputFile.check(output)
        let summaries = try await Self.simulate(scenarios, plan)
        let destination = try OutputFile(path: output)
        try destination.write(text(scenarioFile, summaries, to: destination))
        if summaries.contains(where: { $0.precision == .notMet }) {
            if json || csv || !destination.isStandardOutput { warn(summaries) }
            throw CommandFailure.precisionNotReached
        }
    }

    private func source() throws(CommandFailure) -> ScenarioFile {
        if let file { return try ScenarioFile(forCommand: file) }
        do {
            return try ScenarioFile(text: BuiltInExample.text, name: "built-in example", directory: ".")
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func simulate(
        _ scenarios: [Scenario], _ plan: PlanOptions
    ) async throws(CommandFailure) -> [VariantSummary] {
        var progress = ProgressLine(unit: "variants", isQuiet: plan.scenario.quiet)
        var baseline: Replications?
        var summaries: [VariantSummary] = []
        do {
            try await replicate(scenarios, threads: plan.threadCount, progress: { progress.update($0) }) {
                _, replications in
                if summaries.isEmpty { baseline = replications }
                summaries.append(VariantSummary(replications, baseline: baseline))
                return true
            }
        } catch {
            progress.end()
            throw CommandFailure(error)
        }
        progress.end()
        return summaries
    }

    private func text(_ file: ScenarioFile, _ summaries: [VariantSummary], to output: borrowing OutputFile) -> String {
        if json { return JSONText(scenario: file.name, question: file.question, summaries).text() + "\n" }
        if csv {
            let rows = CSVText()
            return rows.header
                + summaries.enumerated().map { index, summary in
                    rows.lines(run: index + 1, [summary.scenario.variant], summary, speedUp: true)
                }.joined()
        }
        let report = SimulationText(
            title: file.name, question: file.question, summaries: summaries,
            next: self.file == nil ? BuiltInExample.next : nil)
        let terminal = output.isStandardOutput ? Terminal(.standardOutput) : .file
        return report.text(terminal)
    }

    private func warn(_ summaries: [VariantSummary]) {
        for warning in Legend(summaries: summaries).warnings { StandardError.write("warning: \(warning)\n") }
    }
}
