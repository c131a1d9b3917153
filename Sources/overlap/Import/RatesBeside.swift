import Foundation
import PipelineRuns
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles

/// The rate that a file of another program tells beside the rate that its scenario is simulated at.
struct RatesBeside {
    /// What the file calls its rate: `profiled`, `traced`.
    let word: String
    /// What is counted.
    let unit: String
    /// The rate in the file.
    let recorded: Double
    /// The rate as simulated at the same settings.
    let simulated: Double

    /// Rates that differ by more leave nothing to believe.
    private static let tolerance = 0.05

    /// Simulates the first variant of a scenario.
    ///
    /// - Parameters:
    ///   - word: what the file calls its rate.
    ///   - recorded: in samples of the scenario per second.
    ///   - unit: what those are called.
    init(
        word: String, _ recorded: Double, unit: String, _ file: ScenarioFile
    ) async throws(CommandFailure) {
        self.word = word
        self.unit = unit
        self.recorded = recorded
        var scenario: Scenario
        do throws(ScenarioFileError) { scenario = try file.scenario(variant: file.variantNames[0]) } catch {
            throw CommandFailure(error)
        }
        // The rates of a file are not known more closely.
        scenario.run.replications = 4
        do throws(ReplicationError) {
            simulated = try await simulate(scenario).estimate(.samplesPerSecond)?.value ?? 0
        } catch {
            if Task.isCancelled { throw .interrupted("interrupted") }
            throw .badScenario("the scenario cannot be simulated: \(error)")
        }
    }

    /// Simulated ÷ recorded − 1.
    var difference: Double { simulated / recorded - 1 }

    /// Whether the two are too far apart.
    var isApart: Bool { abs(difference) > Self.tolerance }

    /// One line, the verdict first.
    var sentence: String {
        let rates =
            "\(word) \(Self.text(recorded)) \(unit), simulated \(Self.text(simulated)) at the same settings"
        guard isApart else { return rates }
        let percent = QuantityFormat.text(abs(difference), .fraction)
        return
            "do not rely on this scenario yet: simulated \(percent) \(difference < 0 ? "slower" : "faster"): " + rates
    }

    private static func text(_ value: Double) -> String {
        value >= 10_000 ? QuantityFormat.text(value, .samplesPerSecond) : String(format: "%.4g", value)
    }
}
