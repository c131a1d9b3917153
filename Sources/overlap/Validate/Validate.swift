import ArgumentParser
import Foundation
import PipelineExecution
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// `overlap validate`.
struct Validate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Predicts, then runs for real, and compares: how far simulations can be believed on this machine.",
        discussion: """
            Every combination of the values is a point, for each variant. The machine is calibrated, the predictions are \
            written with a time stamp, and only then the points run, by turns. Each run spends the draws that were \
            predicted; a second prediction with other draws stands beside it. Exit code 1 when a point misses by more \
            than `--tolerance` and by more than twice the spread of its runs.
            """)

    @Argument(help: "A scenario file, or - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(
        name: .customLong("vary"), parsing: .singleValue,
        help: ArgumentHelp(
            "A parameter and its values: 1,2,4 or off,memory. May be repeated.", valueName: "path=values"))
    var vary: [String] = []

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var machine: MachineOptions

    @Option(help: ArgumentHelp("Runs of each point, the points by turns.", valueName: "N"))
    var runs = 5

    @Option(help: ArgumentHelp("The error that a point may have, as in 5%.", valueName: "5%"))
    var tolerance: String?

    @Flag(help: "Print everything as JSON.")
    var json = false

    @Flag(help: "Print comma-separated values, one row per point.")
    var csv = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Directory of predictions.csv, runs.csv, validation.csv, calibration.yaml, machine.txt and validation.svg. "
                + "Default: overlap-validation/ and the scenario file's name.",
            valueName: "dir"),
        completion: .directory)
    var output: String?

    func validate() throws {
        if json && csv { throw ValidationError("'--json' and '--csv' exclude each other.") }
        if !(2...1000).contains(runs) {
            throw ValidationError("'--runs' is \(runs): a number from 2 to 1000 is accepted.")
        }
    }

    func run() async throws {
        let limit = try toleratedError()
        let scenarioFile = try ScenarioFile(forCommand: file, scenario.changes)
        let grid = try SweepGrid(arguments: vary)
        let overrides = try scenario.overrides()
        let points = try grid.points(variants: try scenario.variantNames(of: scenarioFile)) { variant, changes in
            try scenarioFile.scenario(variant: variant, overrides: overrides + changes)
        }
        scenarioFile.tellNotes(quiet: scenario.quiet)
        let directory = try ValidationDirectory(
            output, file: file, reading: scenarioFile.inputs(path: file, scenario.changes),
            dataIn: machine.dataDirectory(forScenario: file))
        let machine = try Machine(machine, points.map(\.scenario), file: file, quiet: scenario.quiet)
        machine.giveNotice(quiet: scenario.quiet)
        try directory.create()
        let description = machine.measured
        try directory.write("machine.txt", description.text())
        var validation = Validation(titles: ["variant"] + grid.titles)
        try predict(points, machine, description, directory, &validation)
        try directory.write("predictions.csv", validation.predictionsCSV(at: Date()))
        for warning in validation.warnings { StandardError.write("warning: \(warning).\n") }
        let failure = measure(machine, directory, &validation)
        try directory.write("validation.csv", validation.csv)
        try directory.draw("validation.svg", validation.plot(title: scenarioFile.name))
        let text = ValidationText(title: scenarioFile.name, validation: validation, tolerance: limit)
        try OutputFile.write(json ? text.json : csv ? validation.csv : text.text(directory.path), to: nil)
        if let failure { throw failure }
        if let limit, validation.misses(limit).count > 0 { throw CommandFailure(message: "", code: 1) }
    }

    private func toleratedError() throws(CommandFailure) -> Double? {
        guard let tolerance else { return nil }
        let digits = tolerance.hasSuffix("%") ? tolerance.dropLast() : tolerance[...]
        guard let number = Double(digits.filter { $0 != " " }), number > 0, number.isFinite else {
            throw .usage("`--tolerance` is `\(tolerance)`: a share such as 5% is accepted")
        }
        return tolerance.hasSuffix("%") ? number / 100 : number
    }

    /// Calibrates what the points need, and predicts each of them.
    private func predict(
        _ points: [SweepGrid.Point], _ machine: Machine, _ description: MachineDescription,
        _ directory: ValidationDirectory, _ validation: inout Validation
    ) throws(CommandFailure) {
        var calibrations: [(of: Scenario, calibration: Calibration)] = []
        for (index, point) in points.enumerated() {
            let calibration: Calibration
            if let known = calibrations.first(where: { Calibration.isCommon(to: $0.of, point.scenario) }) {
                calibration = known.calibration
            } else {
                calibration = try Calibration(
                    point.scenario, machine.settings(scenario: index, run: 0),
                    knowing: calibrations.first { Calibration.callsCostAlike(in: $0.of, point.scenario) }?.calibration,
                    quiet: scenario.quiet)
                calibrations.append((point.scenario, calibration))
                let overlay = CalibrationOverlay(
                    calibration: calibration, scenario: point.scenario, machine: description)
                let number = calibrations.count == 1 ? "" : "-\(calibrations.count)"
                try directory.write("calibration\(number).yaml", overlay.text)
            }
            let calibrated = calibration.applied(to: point.scenario)
            let predicted = try Self.simulate(calibrated, 0..<runs)
            let fresh = try Self.simulate(calibrated, runs..<2 * runs)
            validation.points.append(
                ValidationPoint(
                    labels: [point.variant] + point.cells, scenario: point.scenario, predicted: predicted.reports,
                    fresh: fresh.reports, predictedOutOfMemory: predicted.outOfMemory))
        }
    }

    /// The replications that memory sufficed for, and where it first did not.
    private static func simulate(
        _ scenario: Scenario, _ runs: Range<Int>
    ) throws(CommandFailure) -> (reports: [RunReport], outOfMemory: OutOfMemory?) {
        var reports: [RunReport] = []
        var outOfMemory: OutOfMemory?
        for run in runs {
            do throws(SimulationError) {
                switch try PipelineSimulation.simulate(scenario, replication: UInt32(run)) {
                case .completed(let report): reports.append(report)
                case .outOfMemory(let exhaustion): outOfMemory = outOfMemory ?? exhaustion
                }
            } catch {
                throw CommandFailure(error, description: "variant `\(scenario.variant)`: \(error)")
            }
        }
        return (reports, outOfMemory)
    }

    /// Runs the points by turns; what was measured before a failure stays.
    private func measure(
        _ machine: Machine, _ directory: ValidationDirectory, _ validation: inout Validation
    ) -> CommandFailure? {
        var line = ProgressLine(unit: "runs", isQuiet: scenario.quiet)
        defer { line.end() }
        let count = validation.points.count
        var rows = ""
        // Those of an earlier validation do not belong to these predictions.
        do { try directory.write("runs.csv", validation.runsHeader) } catch { return error }
        for run in 0..<runs {
            for (turn, point) in ValidationRounds(points: count).order(ofRound: run).enumerated() {
                let done = run * count + turn
                do throws(ExecutionError) {
                    let execution = try execute(
                        validation.points[point].scenario, machine.settings(scenario: point, run: run)
                    ) { share in
                        line.update(
                            fraction: (Double(done) + (share ?? 0)) / Double(runs * count),
                            "\(done) of \(runs * count) runs")
                        return !Task.isCancelled
                    }
                    if let error = execution.error { throw error }
                    rows += validation.add(execution.outcome, ofRun: run, at: point)
                } catch {
                    if case .stopped = error {
                        return .interrupted("interrupted: \(done) of \(runs * count) runs are measured and written")
                    }
                    return CommandFailure(error, variant: validation.points[point].scenario.variant)
                }
                do { try directory.write("runs.csv", validation.runsHeader + rows) } catch { return error }
            }
        }
        return nil
    }
}
