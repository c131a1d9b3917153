package import PipelineExecution
import PipelineRuns
package import PipelineSimulation
package import Pipelines

/// Predicts the points of a validation, with the costs that were measured on the machine.
package struct ValidationPredictor {
    private let runs: Int
    private var calibrations: [(scenario: Scenario, calibration: Calibration)] = []

    /// - Parameter runs: that will be made of each point.
    package init(runs: Int) { self.runs = runs }

    /// How many calibrations the points so far have needed.
    package var calibrationCount: Int { calibrations.count }

    /// The calibration for a scenario; measured where none of those before serves.
    ///
    /// - Parameter measure: measures one, given what those before say of it.
    package mutating func calibration<Failure: Error>(
        for scenario: Scenario, measure: (_ known: KnownCosts?) throws(Failure) -> Calibration
    ) throws(Failure) -> (calibration: Calibration, isNew: Bool) {
        if let known = calibrations.first(where: { Calibration.isCommon(to: $0.scenario, scenario) }) {
            return (known.calibration, false)
        }
        let calibration = try measure(KnownCosts(of: scenario, calibrations))
        calibrations.append((scenario, calibration))
        return (calibration, true)
    }

    /// Seconds that the calibrations for some points are expected to take.
    static func expectedCalibrationSeconds(of points: [Scenario]) -> Double {
        var calibrated: [Scenario] = []
        var seconds = 0.0
        for point in points where !calibrated.contains(where: { Calibration.isCommon(to: $0, point) }) {
            if !calibrated.contains(where: { Calibration.isCommonButForReadCache($0, point) }) {
                let knowsCalls = calibrated.contains { Calibration.callsCostAlike(in: $0, point) }
                seconds += Calibration.expectedSeconds(of: point, knowsCalls: knowsCalls)
            }
            calibrated.append(point)
        }
        return seconds
    }

    /// One prediction for each run, with the run's own draws, and as many with others.
    package func prediction(
        of scenario: Scenario, labels: [String], _ calibration: Calibration
    ) throws(SimulationError) -> ValidationPoint {
        let calibrated = calibration.applied(to: scenario)
        let predicted = try Self.simulate(calibrated, 0..<runs)
        let fresh = try Self.simulate(calibrated, runs..<2 * runs)
        return ValidationPoint(
            labels: labels, scenario: scenario, predicted: predicted.reports, fresh: fresh.reports,
            predictedOutOfMemory: predicted.outOfMemory)
    }

    /// The replications that memory sufficed for, and where it first did not.
    private static func simulate(
        _ scenario: Scenario, _ runs: Range<Int>
    ) throws(SimulationError) -> (reports: [RunReport], outOfMemory: OutOfMemory?) {
        var reports: [RunReport] = []
        var outOfMemory: OutOfMemory?
        for run in runs {
            switch try PipelineSimulation.simulate(scenario, replication: UInt32(run)) {
            case .completed(let report): reports.append(report)
            case .outOfMemory(let exhaustion): outOfMemory = outOfMemory ?? exhaustion
            }
        }
        return (reports, outOfMemory)
    }
}
