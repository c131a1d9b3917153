package import Measurements
package import PipelineRuns
import Pipelines

/// A figure that is predicted and measured at each point.
package struct ValidationMetric: Sendable {
    /// As in the files' heads.
    package let name: String
    /// Which figure it is.
    let metric: Metric

    private init(_ metric: Metric, name: String? = nil) {
        self.metric = metric
        self.name = name ?? metric.name
    }

    package static let samplesPerSecond = ValidationMetric(.samplesPerSecond)

    /// Times in seconds, shares from 0 to 1.
    package static let all = [
        samplesPerSecond,
        ValidationMetric(.epochSeconds, name: "epoch"),
        ValidationMetric(.firstBatchSeconds, name: "firstBatch"),
        ValidationMetric(.stallFraction, name: "stall"),
        ValidationMetric(.trainerUtilisation),
        ValidationMetric(.diskUtilisation),
        ValidationMetric(.coreUtilisation),
        ValidationMetric(.workerUtilisation),
    ]

    /// What became of it at a point: averages over the runs, nil where no run defines it.
    package struct Comparison {
        package let predicted: ConfidenceInterval?
        package let measured: ConfidenceInterval?
        /// Predicted ÷ measured − 1; nil where nothing was measured.
        package var error: Double? {
            guard let predicted, let measured, measured.mean != 0 else { return nil }
            return predicted.mean / measured.mean - 1
        }

        /// Predicted, measured, the interval's ends, the error; empty where there is none.
        package var cells: [String] {
            [predicted?.mean, measured?.mean, measured?.lower, measured?.upper, error].map {
                $0.map { "\($0)" } ?? ""
            }
        }
    }

    /// Of one run; nil where it is not defined.
    package func value(_ report: RunReport) -> Double? { metric.value(report) }

    package func comparison(at point: ValidationPoint) -> Comparison {
        let point = point.overLikeWindows
        let confidence = point.scenario.run.confidence
        return Comparison(
            predicted: metric.interval(of: point.predicted, confidence: confidence),
            measured: metric.interval(of: point.measured, confidence: confidence))
    }
}
