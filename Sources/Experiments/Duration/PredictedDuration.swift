package import PipelineSimulation

/// How long real runs are going to take, as far as simulations tell.
package struct PredictedDuration: Sendable {
    /// Variants, or points of a validation.
    package let scenarios: Int
    /// Runs of each.
    package let runs: Int
    /// Seconds of one run of each.
    package let roundSeconds: Double
    /// Seconds of what is measured before them.
    package let calibrationSeconds: Double

    /// Seconds in all.
    package var seconds: Double { calibrationSeconds + Double(runs) * roundSeconds }

    /// Whether it is so long that the user should agree to it: more than two minutes.
    package var isLong: Bool { seconds > 120 }

    /// Real runs of variants, which take turns.
    package init(_ fitted: FittedScenarios, runs: Int) throws(SimulationError) {
        self = try Self(fitted, runs: runs, calibrationSeconds: 0)
    }

    /// A validation of points, which begins with the calibrations that they need.
    package init(validating points: FittedScenarios, runs: Int) throws(SimulationError) {
        self = try Self(
            points, runs: runs,
            calibrationSeconds: ValidationPredictor.expectedCalibrationSeconds(of: points.scenarios))
    }

    /// Simulates what has not been predicted yet.
    private init(_ fitted: FittedScenarios, runs: Int, calibrationSeconds: Double) throws(SimulationError) {
        let seconds = if let known = fitted.roundSeconds { known } else { try fitted.scenarios.predictedSeconds() }
        self.init(
            scenarios: fitted.scenarios.count, runs: runs, roundSeconds: seconds,
            calibrationSeconds: calibrationSeconds)
    }

    /// - Parameters:
    ///   - scenarios: variants, or points of a validation.
    ///   - runs: of each.
    ///   - roundSeconds: of one run of each.
    ///   - calibrationSeconds: of what is measured before them.
    package init(scenarios: Int, runs: Int, roundSeconds: Double, calibrationSeconds: Double) {
        (self.scenarios, self.runs) = (scenarios, runs)
        (self.roundSeconds, self.calibrationSeconds) = (roundSeconds, calibrationSeconds)
    }
}
