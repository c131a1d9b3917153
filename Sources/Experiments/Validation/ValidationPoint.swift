import Foundation
package import Measurements
import PipelineExecution
package import PipelineRuns
package import Pipelines

/// One point of a validation: what was predicted before it was measured.
package struct ValidationPoint {
    /// The variant, and the values that were varied.
    package let labels: [String]
    package let scenario: Scenario
    /// One prediction for each run, with the run's own draws.
    package private(set) var predicted: [RunReport]
    /// As many with other draws.
    package private(set) var fresh: [RunReport]
    /// Where a prediction ran out of the memory that the scenario gives, if one did.
    package var predictedOutOfMemory: OutOfMemory?
    /// What the runs measured.
    package var measured: [RunReport] = []
    /// Where a run ran out of that memory, if one did.
    package var measuredOutOfMemory: OutOfMemory?

    /// Whether rates can be compared: memory sufficed, and there is a run.
    package var isCompared: Bool { predictedOutOfMemory == nil && measuredOutOfMemory == nil && !measured.isEmpty }

    /// Who ran out of memory.
    package var outOfMemory: MemoryVerdict? {
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
    package enum MemoryVerdict: String {
        case predicted, measured, both
    }

    /// Whether a prediction or a run has no steady part.
    var lacksSteadyPart: Bool { [predicted, fresh, measured].contains(where: \.lackSteadyPart) }

    /// The same with figures that may be compared: over whole runs where a prediction or a run has no steady part.
    package var overLikeWindows: ValidationPoint { lacksSteadyPart ? overWholeRuns : self }

    /// The same with the figures of whole runs.
    package var overWholeRuns: ValidationPoint {
        var whole = self
        (whole.predicted, whole.fresh, whole.measured) =
            (predicted.overWholeRuns, fresh.overWholeRuns, measured.overWholeRuns)
        return whole
    }

    /// Samples per second of predictions and of runs, over like windows.
    private var rates: (predicted: [Double], measured: [Double]) {
        let like = overLikeWindows
        return (like.predicted.map(\.samplesPerSecond), like.measured.map(\.samplesPerSecond))
    }

    /// Samples per second.
    package var predictedRate: Double { Self.rate(overLikeWindows.predicted) }
    /// Samples per second.
    package var freshRate: Double { Self.rate(overLikeWindows.fresh) }
    /// Samples per second.
    package var measuredRate: Double { Self.rate(overLikeWindows.measured) }
    /// Predicted ÷ measured − 1: the median over the runs, each with its own draws, so that a run that other load has
    /// disturbed does not decide.
    package var error: Double {
        let rates = rates
        return zip(rates.predicted, rates.measured).map { $0 / $1 }.median - 1
    }
    /// Of the means, with other draws than those of the runs.
    package var freshError: Double { freshRate / measuredRate - 1 }

    /// Standard deviation of measured ÷ predicted over the runs: what the machine does differently from run to run,
    /// when the draws are the same as predicted.
    package var spread: Double {
        let rates = rates
        return Tally(zip(rates.measured, rates.predicted).map { $0 / $1 }).standardDeviation ?? 0
    }

    /// The measured rate's interval; nil before there is a run.
    package var interval: ConfidenceInterval? {
        Metric.samplesPerSecond.interval(of: overLikeWindows.measured, confidence: scenario.run.confidence)
    }

    private static func rate(_ reports: [RunReport]) -> Double { average(\.samplesPerSecond, of: reports) }

    /// A rate or share over the time of all of some runs; none where there are none.
    package static func average(_ value: (RunReport) -> Double, of reports: [RunReport]) -> Double {
        reports.isEmpty
            ? .nan : TimeAverage(of: reports.map(value), overSeconds: reports.map(\.steady.seconds)).mean
    }
}
