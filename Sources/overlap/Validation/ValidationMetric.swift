import Measurements
import PipelineSimulation
import Pipelines

/// A figure that is predicted and measured at each point.
struct ValidationMetric: Sendable {
    /// As in the files' heads.
    let name: String
    let value: @Sendable (RunReport) -> Double

    static let samplesPerSecond = ValidationMetric(name: Metric.samplesPerSecond.name) { $0.samplesPerSecond }

    /// Times in seconds, shares from 0 to 1.
    static let all = [
        samplesPerSecond,
        ValidationMetric(name: "epoch") { $0.epochSeconds },
        ValidationMetric(name: "firstBatch") { $0.firstBatchSeconds },
        ValidationMetric(name: "stall") { $0.stallFraction },
        ValidationMetric(name: "trainerUtilisation") { $0.trainerUtilisation },
        ValidationMetric(name: "diskUtilisation") { $0.diskUtilisation },
        ValidationMetric(name: "coreUtilisation") { $0.coreUtilisation },
        ValidationMetric(name: "workerUtilisation") { $0.workerUtilisation },
    ]

    /// What became of it at a point: means over the runs, and the interval of what was measured.
    struct Comparison {
        let predicted: Double
        let measured: ConfidenceInterval
        /// Predicted ÷ measured − 1; nil where nothing was measured.
        var error: Double? { measured.mean == 0 ? nil : predicted / measured.mean - 1 }

        /// Predicted, measured, the interval's ends, the error; empty where there is none.
        var cells: [String] {
            [predicted, measured.mean, measured.lower, measured.upper, error].map { $0.map { "\($0)" } ?? "" }
        }
    }

    func comparison(at point: ValidationPoint) -> Comparison {
        Comparison(
            predicted: ValidationPoint.mean(point.predicted.map(value)),
            measured: ConfidenceInterval(point.measured.map(value), confidence: point.scenario.run.confidence))
    }
}
