import ArgumentParser
import Experiments
import PipelineSimulation
import ScenarioFiles

/// `overlap execute`.
struct Execute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the variants of a scenario for real, on threads and a device, and measures them.",
        discussion: """
            Samples are read from the files that `overlap datagen` wrote, functions compute or wait for the times that the \
            simulator would draw, batches are copied to the device, and steps are computed there. The checksum of every \
            batch on the device is compared with that of the bytes read.
            """)

    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var machine: MachineOptions

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Runs of each variant; the variants take turns.", valueName: "N"))
    var runs = 1

    @OptionGroup var runTime: RunTimeOptions

    @OptionGroup var report: ReportOptions

    func validate() throws {
        try checkNumber("--runs", runs, in: 1...1000)
    }

    func run() async throws {
        let opened = try scenario.open(file)
        let scenarios = try opened.scenarios(
            writing: .result(report.output.path), dataIn: machine.dataDirectory(forScenario: file))
        let machine = try Machine(
            machine, scenarios, from: DataOrigin(file: file, changes: scenario.changes), quiet: scenario.quiet)
        machine.giveNotice(quiet: scenario.quiet)
        let fitted = try runTime.limit.fitted(scenarios)
        runTime.limit.tell(fitted, quiet: scenario.quiet)
        try runTime.agree(on: "variant", quiet: scenario.quiet) { () throws(SimulationError) in
            try PredictedDuration(fitted, runs: runs)
        }
        var measured = MeasuredRuns(fitted.scenarios, runs: runs)
        let failure = run(&measured, on: machine)
        if measured.hasFigures {
            let text = report.text(
                opened.file, measured.summaries, remark: runTime.limit.remark(on: fitted),
                measured: machine.description)
            try OutputFile.write(text, to: report.output.path)
            report.warn(of: measured.summaries)
        }
        if let failure { throw failure }
    }

    /// Runs what is to be run; what was measured before a failure stays.
    private func run(_ measured: inout MeasuredRuns, on machine: Machine) -> CommandFailure? {
        var line = ProgressLine(unit: "runs", isQuiet: scenario.quiet)
        defer { line.end() }
        do {
            try measured.run(settings: machine.settings) { line.update(fraction: $0, $1) }
            return nil
        } catch {
            switch error {
            case .execution(let error, let variant): return CommandFailure(error, variant: variant)
            case .cancelled:
                return .interrupted(
                    measured.hasFigures ? "interrupted: the figures so far are marked partial" : "interrupted")
            }
        }
    }
}
