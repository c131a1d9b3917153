package import Pipelines
import Variates

extension Calibration {
    /// Seconds that measuring a scenario's machine is expected to take, from the durations that are going to be spent.
    ///
    /// - Parameter knowsCalls: whether there is a calibration with another scenario whose calls and copies cost alike.
    package static func expectedSeconds(of scenario: Scenario, knowsCalls: Bool) -> Double {
        let (surroundings, step) = (Surroundings(scenario.pipeline), scenario.stepSeconds)
        func calls(_ parallelism: Int) -> Double {
            durations.reduce(0) { $0 + spent($1 / Double(parallelism)) }
        }
        var seconds = 0.0
        if !knowsCalls { seconds += calls(1) + calls(surroundings.computingCalls(cores: scenario.platform.cpu.cores)) }
        seconds += spent(step, in: secondsOfSteps)
        seconds += durations.filter { $0 <= longestBlocking }.reduce(0) { $0 + spent(step + $1) }
        seconds += DiskCalibration.expectedSeconds(surroundings)
        for case let map as Map in scenario.pipeline.stages.map(\.operator) {
            seconds += spent(map.service.secondsPerElement.mean)
        }
        return seconds
    }

    /// By as many calls of a given duration as one point of a curve gets.
    private static func spent(_ seconds: Double, in total: Double = secondsPerPoint) -> Double {
        seconds > 0 ? Double(count(seconds, in: total)) * seconds : 0
    }
}

extension DiskCalibration {
    /// Reads among functions and steps; those that do nothing else are short beside them.
    fileprivate static func expectedSeconds(_ surroundings: Surroundings) -> Double {
        let period = max(surroundings.secondsPerRead, 1e-6)
        return max(Double(fewestReads), min(seconds / period, Double(reads))) * period
    }
}
