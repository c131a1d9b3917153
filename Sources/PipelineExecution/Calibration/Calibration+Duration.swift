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
        seconds += DiskCalibration.expectedSeconds(of: scenario, surroundings)
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
    /// What a hard disk moves, in bytes per second: how fast this machine reads is not known yet.
    private static let assumedBytesPerSecond = 1e8

    /// Reads among functions and steps, reads that do nothing else, and several of these at a time.
    fileprivate static func expectedSeconds(of scenario: Scenario, _ surroundings: Surroundings) -> Double {
        let stored = scenario.pipeline.storedFiles
        let each = stored.size.mean / assumedBytesPerSecond
        let samples = Double(stored.lengths.samples)
        func spent(_ reads: Int, atLeast fewest: Int, secondsEach: Double, most: Double = .infinity) -> Double {
            min(most, max(Double(fewest), min(seconds / max(secondsEach, 1e-6), Double(reads)))) * secondsEach
        }
        func spentReading(
            _ reads: Int, atLeast fewest: Int, samples: Int64 = 1, most: Double = .infinity
        ) -> Double {
            each > 0 ? spent(reads, atLeast: fewest, secondsEach: each * Double(samples), most: most) : 0
        }
        let period = max(surroundings.secondsPerRead, each, 1e-6)
        let kept = scenario.platform.readCache.isUsed ? 1.0 : 0
        return spent(reads, atLeast: fewestReads, secondsEach: period, most: each > 0 ? samples : .infinity)
            + (1 + kept) * spentReading(reads, atLeast: fewestReads, most: samples)
            + (1...depth(of: scenario)).dropFirst().reduce(0) {
                $0 + spentReading(max(200, 20 * $1), atLeast: $1, samples: stored.rowGroup ?? 1)
            }
    }
}
