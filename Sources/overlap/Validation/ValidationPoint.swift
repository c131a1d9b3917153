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
    /// Where a prediction ran out of the memory that the scenario gives, if one did.
    var predictedOutOfMemory: OutOfMemory?
    /// What the runs measured.
    var measured: [RunReport] = []
    /// Where a run ran out of that memory, if one did.
    var measuredOutOfMemory: OutOfMemory?

    /// Whether rates can be compared: memory sufficed, and there is a run.
    var isCompared: Bool { predictedOutOfMemory == nil && measuredOutOfMemory == nil && !measured.isEmpty }

    /// Who ran out of memory.
    var outOfMemory: MemoryVerdict? {
        switch (predictedOutOfMemory, measuredOutOfMemory) {
        case (_?, _?): .both
        case (_?, nil): .predicted
        case (nil, _?): .measured
        case (nil, nil): nil
        }
    }

    /// Whether one side ran out of memory, and the other was seen not to.
    var isMemoryMiss: Bool {
        switch outOfMemory {
        case .predicted: !measured.isEmpty
        case .measured: true
        case .both, nil: false
        }
    }

    /// Who ran out of memory, as files call it.
    enum MemoryVerdict: String {
        case predicted, measured, both
    }

    /// Samples per second.
    var predictedRate: Double { Self.mean(predicted.map(\.samplesPerSecond)) }
    /// Samples per second.
    var freshRate: Double { Self.mean(fresh.map(\.samplesPerSecond)) }
    /// Samples per second.
    var measuredRate: Double { Self.mean(measured.map(\.samplesPerSecond)) }
    /// Predicted ÷ measured − 1: the median over the runs, each with its own draws, so that a run that other load has
    /// disturbed does not decide.
    var error: Double {
        let ratios = zip(predicted, measured).map { $0.samplesPerSecond / $1.samplesPerSecond }.sorted()
        guard let last = ratios.indices.last else { return .nan }
        return (ratios[last / 2] + ratios[(last + 1) / 2]) / 2 - 1
    }
    /// Of the means, with other draws than those of the runs.
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
