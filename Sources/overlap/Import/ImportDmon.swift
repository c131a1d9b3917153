import ArgumentParser
import Foundation
import Importers
import PipelineRuns
import Pipelines
import Reports
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
        completion: .yaml)
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
        let compared = try comparedScenario()
        let log = try Data.imported(file, DmonLog.init(_:path:))
        // The share of time in which the scenario's accelerators compute.
        let simulated = try await compared?.simulated(.trainerUtilisation, called: scenario ?? "")
        let text = DmonText(log, secondsPerSample: interval, simulated: simulated)
        try OutputFile.write(text.text, to: output.path)
        if text.isApart { throw CommandFailure.findings }
    }

    /// The scenario of the same loop, if there is one.
    private func comparedScenario() throws(CommandFailure) -> Scenario? {
        let opened = try scenario.map { path throws(CommandFailure) in try ScenarioFile(forCommand: path) }
        return try [opened].compactMap(\.self).decoded(
            writing: .result(output.path), reading: [file] + [scenario].compactMap(\.self), isQuiet: true
        ) { () throws(CommandFailure) in
            guard let opened else { return nil }
            return try opened.scenarios([variant ?? opened.variantNames[0]], [])[0]
        }
    }
}
