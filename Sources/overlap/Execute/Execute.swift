import ArgumentParser
import Foundation
import PipelineExecution
import PipelineRuns
import Pipelines
import ScenarioFiles

/// `overlap execute`.
struct Execute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the variants of a scenario for real, on threads and a device, and measures them.",
        discussion: """
            Samples are read from the files that `overlap datagen` writes, functions keep threads busy or let them wait \
            for the times that the simulator would draw, batches are copied to the device, and steps are computed there. \
            Every batch's checksum on the device is compared with that of the bytes that were read.
            """)

    @Argument(help: "A scenario file, or - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var machine: MachineOptions

    @Option(parsing: .unconditional, help: ArgumentHelp("Runs of each variant, the variants by turns.", valueName: "N"))
    var runs = 1

    @OptionGroup var report: ReportOptions

    func validate() throws {
        if !(1...1000).contains(runs) {
            throw ValidationError("'--runs' is \(runs): a number from 1 to 1000 is accepted.")
        }
    }

    func run() async throws {
        let scenarioFile = try ScenarioFile(forCommand: file, scenario.changes)
        let scenarios = try scenario.scenarios(of: scenarioFile)
        scenarioFile.tellNotes(quiet: scenario.quiet)
        try FileUses.check(
            report.output.path, reading: scenarioFile.inputs(path: file, scenario.changes),
            dataIn: machine.dataDirectory(forScenario: file))
        let machine = try Machine(machine, scenarios, file: file, quiet: scenario.quiet)
        machine.giveNotice(quiet: scenario.quiet)
        var measurement = Measurement(scenarios, runs: runs)
        let failure = measure(&measurement, on: machine)
        if measurement.hasFigures {
            let text = report.text(scenarioFile, measurement.summaries, measured: machine.description)
            try OutputFile.write(text, to: report.output.path)
            report.warn(of: measurement.summaries)
        }
        if let failure { throw failure }
    }

    /// Runs what is to be run; what was measured before a failure stays.
    private func measure(_ measurement: inout Measurement, on machine: Machine) -> CommandFailure? {
        var line = ProgressLine(unit: "runs", isQuiet: scenario.quiet)
        defer { line.end() }
        while let next = measurement.next {
            // A short run may be over before it asks whether it should go on.
            if Task.isCancelled { return Self.interrupted(measurement) }
            do throws(ExecutionError) {
                let settings = machine.settings(scenario: next.variant, run: next.run)
                let execution = try execute(next.scenario, settings) { share in
                    line.update(fraction: measurement.fraction(of: share ?? 0), measurement.progress)
                    return !Task.isCancelled
                }
                measurement.add(execution)
                if let error = execution.error { throw error }
            } catch {
                if case .stopped = error { return Self.interrupted(measurement) }
                return CommandFailure(error, variant: next.scenario.variant)
            }
        }
        return nil
    }

    private static func interrupted(_ measurement: Measurement) -> CommandFailure {
        .interrupted(measurement.hasFigures ? "interrupted: what was measured is marked partial" : "interrupted")
    }
}

/// The runs of an execution: which are done, and what they measured.
private struct Measurement {
    private let scenarios: [Scenario]
    private let runs: Int
    private var reports: [[RunReport]]
    private var partial: [RunReport?]
    private var outOfMemory: [OutOfMemory?]
    private var finished = 0

    init(_ scenarios: [Scenario], runs: Int) {
        self.scenarios = scenarios
        self.runs = runs
        reports = Array(repeating: [], count: scenarios.count)
        partial = Array(repeating: nil, count: scenarios.count)
        outOfMemory = Array(repeating: nil, count: scenarios.count)
    }

    /// By turns, so that a drift of the machine meets all variants alike.
    var next: (scenario: Scenario, variant: Int, run: Int)? {
        guard finished < runs * scenarios.count else { return nil }
        let variant = finished % scenarios.count
        return (scenarios[variant], variant, finished / scenarios.count)
    }

    var progress: String { "\(finished) of \(runs * scenarios.count) runs" }

    func fraction(of current: Double) -> Double { (Double(finished) + current) / Double(runs * scenarios.count) }

    /// - Postcondition: `next` is another one, unless the execution was cut short.
    mutating func add(_ execution: Execution) {
        let variant = finished % scenarios.count
        switch execution.outcome {
        case .completed(let report):
            if execution.error == nil { reports[variant].append(report) } else { partial[variant] = report }
        case .outOfMemory(let exhaustion): outOfMemory[variant] = exhaustion
        case nil: break
        }
        finished += 1
    }

    var hasFigures: Bool {
        reports.contains { !$0.isEmpty } || partial.contains { $0 != nil } || outOfMemory.contains { $0 != nil }
    }

    /// Of the variants that have figures; those that lack some are partial.
    var summaries: [VariantSummary] {
        var baseline: Replications?
        return scenarios.indices.compactMap { variant -> VariantSummary? in
            let whole = reports[variant]
            let measured = whole.isEmpty ? [partial[variant]].compactMap { $0 } : whole
            guard !measured.isEmpty || outOfMemory[variant] != nil else { return nil }
            let replications = Replications(
                scenario: scenarios[variant], reports: measured, outOfMemory: outOfMemory[variant],
                isPartial: outOfMemory[variant] == nil && whole.count < runs)
            if variant == 0 { baseline = replications }
            return VariantSummary(replications, baseline: baseline)
        }
    }
}
