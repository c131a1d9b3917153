package import PipelineSimulation
package import Pipelines

/// The time in which one run of each of some scenarios shall be done, by reading fewer elements.
///
/// Epochs stay whole: a cache that holds all elements still completes in the first. Prediction and run get the same
/// scenarios, so that one can be compared with the other.
package struct TimeLimit: Sendable {
    /// Of one run of each scenario, together.
    package let seconds: Double

    /// - Parameter seconds: of one run of each scenario, together.
    package init(seconds: Double) { self.seconds = seconds }

    /// Why no number of elements fits.
    package enum Failure: Error {
        /// Even these, which read the fewest elements that give a step, take this long.
        case tooShort(FittedScenarios, seconds: Double)
        /// A scenario cannot be simulated, or the task was cancelled.
        case simulation(SimulationError)
    }

    /// The share of the time that makes a choice good enough.
    private static let enough = 0.97

    /// The scenarios with as many elements as are predicted to fit, all of them if they do.
    package func fitted(_ scenarios: [Scenario]) throws(Failure) -> FittedScenarios {
        try fitted(scenarios) { some throws(SimulationError) in try some.predictedSeconds() }
    }

    /// The same with predictions of the caller's.
    ///
    /// - Parameter predict: seconds of one run of each.
    package func fitted(
        _ scenarios: [Scenario], predict: ([Scenario]) throws(SimulationError) -> Double
    ) throws(Failure) -> FittedScenarios {
        func timed(_ some: FittedScenarios) throws(Failure) -> (FittedScenarios, seconds: Double) {
            do throws(SimulationError) {
                let seconds = try predict(some.scenarios)
                return (some.taking(seconds), seconds)
            } catch { throw .simulation(error) }
        }
        let (all, allSeconds) = try timed(FittedScenarios(whole: scenarios))
        guard allSeconds > seconds else { return all }
        let unit = Self.unit(of: scenarios)
        var search = FittingNumber(below: (all.elements + unit - 1) / unit, taking: allSeconds, limit: seconds)
        var best: (FittedScenarios, seconds: Double)?
        var shortest = (all, seconds: allSeconds)
        while let units = search.next, best.map({ $0.seconds < Self.enough * seconds }) ?? true {
            guard let shorter = all.reading(elements: units * unit) else {
                search.note(units, seconds: 0)
                continue
            }
            let tried = try timed(shorter)
            search.note(units, seconds: tried.seconds)
            if tried.seconds <= seconds { best = tried } else { shortest = tried }
        }
        guard let best else { throw .tooShort(shortest.0, seconds: shortest.seconds) }
        return best.0
    }

    /// Elements that are added or left out together: a step of all accelerators, in whole files.
    private static func unit(of scenarios: [Scenario]) -> Int64 {
        let units = scenarios.map { scenario in
            let mean = scenario.pipeline.storedFiles.lengths.mean
            let elements = min(
                scenario.samplesPerStep * Double(scenario.platform.gpu.count), Double(scenario.storedSamples))
            let inFiles = (elements / mean).rounded(.up)
            return Int64((max(1, inFiles) * mean).rounded(.up))
        }
        return units.max() ?? 1
    }
}
