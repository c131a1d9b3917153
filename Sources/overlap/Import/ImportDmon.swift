import ArgumentParser
import Foundation
import Importers
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// `overlap import dmon`.
struct ImportDmon: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dmon", abstract: "Shows how busy GPUs were, and checks a scenario's GPU share against it.",
        discussion: """
            Record while the loop runs, then compare with the scenario of that loop:
              nvidia-smi dmon -s u > dmon.txt
              overlap import dmon dmon.txt --scenario mine.yaml
            `sm` is the share of time in which a kernel ran, so that copies and short pauses between kernels count as they \
            fall. Exit code: 1 when the shares are more than 5 points apart.
            """)

    @Argument(
        help: "Output of nvidia-smi dmon, or - for standard input.", completion: .file(extensions: ["txt", "log"]))
    var file: String

    @Option(
        help: ArgumentHelp("A scenario of the same loop.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var scenario: String?

    @Option(help: ArgumentHelp("Its variant. Default: the first.", valueName: "name"))
    var variant: String?

    @Option(help: ArgumentHelp("Seconds between samples, dmon's -d.", valueName: "N"))
    var interval = 1.0

    @OptionGroup var output: OutputOption

    func validate() throws {
        guard interval > 0, interval <= 86_400 else {
            throw ValidationError("'--interval' is \(interval): seconds from above 0 to 86400 are accepted.")
        }
        if variant != nil, scenario == nil { throw ValidationError("Give '--variant' with '--scenario'.") }
    }

    func run() async throws {
        try StandardInput.checkReadOnce([("the log", file), ("`--scenario`", scenario ?? "")])
        try FileUses.check(output.path, reading: [file] + [scenario].compactMap { $0 })
        let data = try Data(forCommand: file)
        let log: DmonLog
        do throws(DmonError) { log = try DmonLog(data, path: file) } catch {
            throw CommandFailure.badScenario("\(error)")
        }
        let simulated = try await simulatedShare()
        let text = DmonText(log, secondsPerSample: interval, simulated: simulated)
        try OutputFile.write(text.text, to: output.path)
        if text.isApart { throw CommandFailure.findings }
    }

    /// The share of time in which the scenario's accelerators compute; nil without a scenario.
    private func simulatedShare() async throws(CommandFailure) -> Double? {
        guard let scenario else { return nil }
        let found: Scenario
        do throws(ScenarioFileError) {
            let file = try ScenarioFile(path: scenario)
            found = try file.scenario(variant: variant ?? file.variantNames[0])
        } catch {
            throw CommandFailure(error)
        }
        do throws(ReplicationError) {
            let summary = try await simulate(found)
            return summary.estimates.first { $0.metric.name == "trainerUtilisation" }?.value
        } catch {
            if Task.isCancelled { throw .interrupted("interrupted") }
            throw .badScenario("\(scenario) cannot be simulated: \(error)")
        }
    }
}
