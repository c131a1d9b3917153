import Foundation
import Measurements
public import PipelineRuns

/// A figure of several runs, with what is known of its certainty.
public struct MeasuredFigure: Sendable {
    /// Which figure.
    public let metric: Metric
    /// Mean over the runs, in the metric's unit.
    public let mean: Double
    /// Standard error of the mean in that unit; nil of a single run.
    public let standardError: Double?
    /// Runs behind it.
    public let runs: Int

    /// - Parameters:
    ///   - metric: which figure.
    ///   - mean: over the runs.
    ///   - ends: of its interval; nil of a single run.
    ///   - confidence: of the interval.
    ///   - runs: behind it.
    init(_ metric: Metric, mean: Double, ends: (lower: Double, upper: Double)?, confidence: Double, runs: Int) {
        let error =
            runs < 2
            ? nil
            : ends.map { ends in
                Self.halfWidth(metric, mean: mean, ends)
                    / StudentT.quantile(probability: (1 + confidence) / 2, degreesOfFreedom: Double(runs - 1))
            }
        self.init(metric, mean: mean, standardError: error, runs: runs)
    }

    /// A mean with its standard error, nil of a single run.
    init(_ metric: Metric, mean: Double, standardError: Double?, runs: Int) {
        self.metric = metric
        self.mean = mean
        self.standardError = standardError
        self.runs = runs
    }

    /// The mean of runs that count alike, one value for each.
    package init(_ metric: Metric, ofRuns values: [Double]) {
        let tally = Tally(values)
        let error = tally.variance.map { ($0 / Double(values.count)).squareRoot() }
        self.init(metric, mean: tally.mean ?? 0, standardError: error, runs: values.count)
    }

    /// The figure of replications; nil where none defines it, and of the largest value of all, which has no certainty.
    init?(_ metric: Metric, of reports: [RunReport], confidence: Double) {
        guard metric.aggregation != .maximum, let interval = metric.interval(of: reports, confidence: confidence) else {
            return nil
        }
        let ends = interval.lower.flatMap { lower in interval.upper.map { (lower: lower, upper: $0) } }
        self.init(metric, mean: interval.mean, ends: ends, confidence: confidence, runs: interval.count)
    }

    /// The half-width of the t interval behind an interval: those of shares were made on the scale of log-odds.
    private static func halfWidth(_ metric: Metric, mean: Double, _ ends: (lower: Double, upper: Double)) -> Double {
        let isShare = metric.unit == .fraction && ends.lower > 0 && ends.upper < 1 && mean > 0 && mean < 1
        guard isShare else { return (ends.upper - ends.lower) / 2 }
        func logOdds(_ share: Double) -> Double { log(share / (1 - share)) }
        return (logOdds(ends.upper) - logOdds(ends.lower)) / 2 * mean * (1 - mean)
    }
}
