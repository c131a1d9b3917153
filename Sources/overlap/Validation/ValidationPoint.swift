import Foundation
import Measurements
import PipelineExecution
import PipelineSimulation
import Pipelines

/// One point of a validation: what was predicted before it was measured.
struct ValidationPoint {
    /// The variant, and the values that were varied.
    let labels: [String]
    let scenario: Scenario
    /// One prediction for each run, with the run's own draws.
    let predicted: [RunReport]
    /// As many with other draws.
    let fresh: [RunReport]
    /// What the runs measured.
    var measured: [RunReport] = []

    /// Samples per second.
    var predictedRate: Double { Self.mean(predicted.map(\.samplesPerSecond)) }
    /// Samples per second.
    var freshRate: Double { Self.mean(fresh.map(\.samplesPerSecond)) }
    /// Samples per second.
    var measuredRate: Double { Self.mean(measured.map(\.samplesPerSecond)) }
    /// Predicted ÷ measured − 1, with the runs' own draws.
    var error: Double { predictedRate / measuredRate - 1 }
    /// The same with other draws.
    var freshError: Double { freshRate / measuredRate - 1 }

    /// Standard deviation of measured ÷ predicted over the runs: what the machine does differently from run to run, when
    /// the draws are the same as predicted.
    var spread: Double {
        let ratios = zip(measured, predicted).map { $0.samplesPerSecond / $1.samplesPerSecond }
        return Tally(ratios).standardDeviation ?? 0
    }

    /// The measured rate's interval.
    var interval: ConfidenceInterval {
        ConfidenceInterval(measured.map(\.samplesPerSecond), confidence: scenario.run.confidence)
    }

    static func mean(_ values: [Double]) -> Double { Tally(values).mean ?? .nan }
}
