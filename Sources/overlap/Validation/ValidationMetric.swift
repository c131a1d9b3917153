import Measurements
import PipelineRuns
import Pipelines

/// A figure that is predicted and measured at each point.
struct ValidationMetric: Sendable {
    /// As in the files' heads.
    let name: String
    /// Whether it is a share, from 0 to 1.
    var isShare = false
    let value: @Sendable (RunReport) -> Double

    static let samplesPerSecond = ValidationMetric(name: Metric.samplesPerSecond.name) { $0.samplesPerSecond }

    /// Times in seconds, shares from 0 to 1.
    static let all = [
        samplesPerSecond,
        ValidationMetric(name: "epoch") { $0.epochSeconds },
        ValidationMetric(name: "firstBatch") { $0.firstBatchSeconds },
        ValidationMetric(name: "stall", isShare: true) { $0.stallFraction },
        ValidationMetric(name: "trainerUtilisation", isShare: true) { $0.trainerUtilisation },
        ValidationMetric(name: "diskUtilisation", isShare: true) { $0.diskUtilisation },
        ValidationMetric(name: "coreUtilisation", isShare: true) { $0.coreUtilisation },
        ValidationMetric(name: "workerUtilisation", isShare: true) { $0.workerUtilisation },
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
        let point = point.overLikeWindows
        let (values, confidence) = (point.measured.map(value), point.scenario.run.confidence)
        return Comparison(
            predicted: ValidationPoint.mean(point.predicted.map(value)),
            measured: isShare
                ? ConfidenceInterval(ofShares: values, confidence: confidence)
                : ConfidenceInterval(values, confidence: confidence))
    }
}
