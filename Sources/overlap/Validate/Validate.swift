import ArgumentParser
import Experiments
import Foundation
import PipelineExecution
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles

/// `overlap validate`.
struct Validate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Predicts, runs for real and compares: how accurate simulations are on this machine.",
        discussion: """
            Every combination of the values is a point, for each variant. The machine is calibrated and the predictions \
            are written with a time stamp before any point runs; then the points take turns. Each run uses the random \
            draws of its prediction; a second prediction with other draws is printed beside it. Exit code 1 if the error \
            of a point exceeds `--tolerance` and twice the spread of its runs.
            """)

    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String

    @Option(
        name: .customLong("vary"), parsing: .singleValue,
        help: ArgumentHelp(
            "A parameter and its values: 1,2,4 or off,memory. May be repeated.", valueName: "path=values"))
    var vary: [String] = []

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var machine: MachineOptions

    @Option(help: ArgumentHelp("Runs of each point; the points take turns.", valueName: "N"))
    var runs = 5

    @OptionGroup var runTime: RunTimeOptions

    @Option(help: ArgumentHelp("The largest error that a point may have.", valueName: "5%"))
    var tolerance: String?

    @Flag(help: "Print everything as JSON.")
    var json = false

    @Flag(help: "Print comma-separated values, one row per point.")
    var csv = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Directory of predictions.csv, runs.csv, validation.csv, calibration.yaml, machine.txt and validation.svg. "
                + "Default: overlap-validation/ with the scenario file's name.",
            valueName: "dir"),
        completion: .directory)
    var output: String?

    func validate() throws {
        try checkOneForm(json: json, csv: csv)
        try checkNumber("--runs", runs, in: 2...1000)
    }

    func run() async throws {
        let limit = try toleratedError()
        let grid = try SweepGrid(forCommand: vary)
        let opened = try scenario.open(file)
        let points = try opened.decoded { () throws(CommandFailure) in try opened.points(of: grid) }
        let directory = try ValidationDirectory(
            output, file: file, reading: opened.inputs, dataIn: machine.dataDirectory(forScenario: file))
        // Points that have data read the same: the changes of any of them lead to these.
        let read = points.first { ((try? DataSet($0.scenario))?.totalBytes ?? 0) > 0 }
        let origin = DataOrigin(file: file, changes: scenario.changes, further: read?.changes ?? [])
        let machine = try Machine(machine, points.map(\.scenario), from: origin, quiet: scenario.quiet)
        machine.giveNotice(quiet: scenario.quiet)
        let fitted = try runTime.limit.fitted(points.map(\.scenario))
        runTime.limit.tell(fitted, quiet: scenario.quiet)
        try runTime.agree(on: "point", quiet: scenario.quiet) { () throws(SimulationError) in
            try PredictedDuration(validating: fitted, runs: runs)
        }
        try directory.create()
        let description = machine.measured
        try directory.write("machine.txt", description.text())
        var validation = Validation(titles: ["variant"] + grid.titles)
        try predict(zip(points, fitted.scenarios).map { $0.with($1) }, machine, description, directory, &validation)
        try directory.write("predictions.csv", validation.predictionsCSV(at: Date()))
        for warning in validation.warnings { StandardError.write("warning: \(warning).\n") }
        let failure = measure(machine, directory, &validation)
        try directory.write("validation.csv", validation.csv)
        try directory.draw("validation.svg", validation.plot(title: opened.file.name, in: .svg))
        let text = ValidationText(
            title: opened.file.name, validation: validation, tolerance: limit,
            remark: runTime.limit.remark(on: fitted))
        try OutputFile.write(json ? text.json : csv ? validation.csv : text.text(directory.path), to: nil)
        if let failure { throw failure }
        if let limit, validation.misses(limit).count > 0 { throw CommandFailure.findings }
    }

    private func toleratedError() throws(CommandFailure) -> Double? {
        guard let tolerance else { return nil }
        do throws(ScenarioFileError) {
            return try QuantityArgument.share(tolerance, option: "--tolerance")
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Calibrates what the points need, and predicts each of them.
    private func predict(
        _ points: [SweepGrid.Point], _ machine: Machine, _ description: MachineDescription,
        _ directory: ValidationDirectory, _ validation: inout Validation
    ) throws(CommandFailure) {
        var predictor = ValidationPredictor(runs: runs)
        for (index, point) in points.enumerated() {
            let settings = machine.settings(variant: index, run: 0)
            let (calibration, isNew) = try predictor.calibration(for: point.scenario) { known throws(CommandFailure) in
                try Calibration(point.scenario, settings, knowing: known, quiet: scenario.quiet)
            }
            if isNew {
                let overlay = CalibrationOverlay(
                    calibration: calibration, scenario: point.scenario, machine: description)
                let number = predictor.calibrationCount == 1 ? "" : "-\(predictor.calibrationCount)"
                try directory.write("calibration\(number).yaml", overlay.text)
            }
            do throws(SimulationError) {
                validation.points.append(
                    try predictor.prediction(of: point.scenario, labels: [point.variant] + point.cells, calibration))
            } catch {
                throw CommandFailure(error, description: "variant `\(point.scenario.variant)`: \(error)")
            }
        }
    }

    /// Runs the points by turns; what was measured before a failure stays.
    private func measure(
        _ machine: Machine, _ directory: ValidationDirectory, _ validation: inout Validation
    ) -> CommandFailure? {
        var line = ProgressLine(unit: "runs", isQuiet: scenario.quiet)
        defer { line.end() }
        let predicted = validation
        var rows = predicted.runsHeader
        do throws(ValidationFailure<CommandFailure>) {
            // Those of an earlier validation do not belong to these predictions.
            do { try directory.write("runs.csv", rows) } catch { throw .notNoted(error) }
            try validation.measure(
                runs: runs, settings: machine.settings, progress: { line.update(fraction: $0, $1) },
                note: { run throws(CommandFailure) in
                    rows += predicted.row(of: run)
                    try directory.write("runs.csv", rows)
                })
            return nil
        } catch {
            switch error {
            case .execution(let error, let variant): return CommandFailure(error, variant: variant)
            case .notNoted(let failure): return failure
            case .cancelled(let finished):
                let all = runs * validation.points.count
                return .interrupted("interrupted: \(finished) of \(all) runs are measured and written")
            }
        }
    }
}
