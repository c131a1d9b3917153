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
        /// Even the fewest elements that give a step take this long.
        case tooShort(seconds: Double, elements: Int64)
        /// A scenario cannot be simulated.
        case simulation(SimulationError)
    }

    /// The share of the time that makes a choice good enough.
    private static let enough = 0.97

    /// The scenarios with as many elements as are predicted to fit, all of them if they do.
    ///
    /// Times grow almost in proportion to elements, so that a few simulations find the number.
    package func fitted(_ scenarios: [Scenario]) throws(Failure) -> FittedScenarios {
        let all = FittedScenarios(whole: scenarios)
        let unit = Self.unit(of: scenarios)
        var seconds = try Self.seconds(of: scenarios)
        guard seconds > self.seconds else { return all }
        // In units: the most that are known to fit or to be too few for a step, and the fewest that take too long.
        var (fitting, exceeding) = (Int64(0), (all.elements + unit - 1) / unit)
        var (best, shortest) = (FittedScenarios?.none, (seconds: seconds, elements: all.elements))
        var guess = exceeding
        while exceeding - fitting > 1, best?.roundSeconds ?? 0 < Self.enough * self.seconds {
            let wanted = Double(guess) * self.seconds / max(seconds, 1e-9)
            let isBetween = wanted > Double(fitting) && wanted < Double(exceeding)
            guess = isBetween ? max(fitting + 1, Int64(wanted)) : fitting + (exceeding - fitting) / 2
            guard let shorter = all.reading(elements: guess * unit) else {
                (fitting, seconds) = (guess, 0)
                continue
            }
            seconds = try Self.seconds(of: shorter.scenarios)
            if seconds <= self.seconds {
                fitting = guess
                best = shorter.taking(seconds, within: self.seconds)
            } else {
                exceeding = guess
                shortest = (seconds, shorter.elements)
            }
        }
        guard let best else { throw .tooShort(seconds: shortest.seconds, elements: shortest.elements) }
        return best
    }

    /// Of one run of each.
    private static func seconds(of scenarios: [Scenario]) throws(Failure) -> Double {
        var sum = 0.0
        do throws(SimulationError) {
            for scenario in scenarios { sum += try scenario.predictedSeconds() }
        } catch {
            throw .simulation(error)
        }
        return sum
    }

    /// Elements that are added or left out together: a step of all accelerators, in whole files.
    private static func unit(of scenarios: [Scenario]) -> Int64 {
        let units = scenarios.map { scenario in
            let files = scenario.pipeline.storedFiles
            let elements = min(
                scenario.samplesPerStep * Double(scenario.platform.gpu.count), Double(scenario.storedSamples))
            let inFiles = (elements / Double(files.samplesPerFile)).rounded(.up)
            return max(1, Int64(inFiles)) * files.samplesPerFile
        }
        return units.max() ?? 1
    }
}
