public import Measurements
public import PipelineRuns

/// How a measured figure lies beside the simulated one.
public struct FigureDrift: Sendable {
    /// What can be said of it.
    public enum Verdict: Sendable {
        /// The measured one differs from the prediction by no more than what is tolerated, for certain.
        case asPredicted
        /// It differs by more than what is tolerated, for certain.
        case drifted
        /// The runs leave open which of the two it is.
        case notResolved
    }

    /// What was measured.
    public let measured: MeasuredFigure
    /// What was simulated.
    public let predicted: MeasuredFigure
    /// Which figure.
    public var metric: Metric { measured.metric }
    /// Measured − predicted in the metric's unit, with its interval.
    public let difference: ConfidenceInterval
    /// Measured ÷ predicted; nil where the prediction is not above 0.
    public let ratio: ConfidenceInterval?

    /// Compares a measured figure with a simulated one, taken to be independent; nil without any spread to judge by.
    ///
    /// Runs draw the same times as the first replications, so that the interval is rather too wide. One run has no spread of its
    /// own: it is taken to be that of a replication.
    ///
    /// - Source: B. L. Welch (1947), "The generalization of 'Student's' problem when several different population variances are
    ///   involved", Biometrika 34(1–2), 28–35; W. G. Cochran (1977), *Sampling Techniques*, 3rd ed., §6.4 (variance of a ratio).
    init?(_ measured: MeasuredFigure, against predicted: MeasuredFigure, confidence: Double) {
        guard predicted.runs > 1, let simulated = predicted.standardError else { return nil }
        let (runs, replications) = (Double(measured.runs), Double(predicted.runs))
        let own = measured.standardError ?? simulated * (replications / runs).squareRoot()
        let variances = (own * own, simulated * simulated)
        let sum = variances.0 + variances.1
        func halfWidth(_ error: Double) -> Double {
            guard sum > 0 else { return 0 }
            let freedom =
                measured.standardError == nil
                ? replications - 1
                : sum * sum / (variances.0 * variances.0 / (runs - 1) + variances.1 * variances.1 / (replications - 1))
            return error * StudentT.quantile(probability: (1 + confidence) / 2, degreesOfFreedom: freedom)
        }
        self.measured = measured
        self.predicted = predicted
        difference = ConfidenceInterval(
            mean: measured.mean - predicted.mean, halfWidth: halfWidth(sum.squareRoot()), confidence: confidence,
            count: measured.runs)
        guard predicted.mean > 0 else {
            ratio = nil
            return
        }
        let quotient = measured.mean / predicted.mean
        let error = (variances.0 + quotient * quotient * variances.1).squareRoot() / predicted.mean
        ratio = ConfidenceInterval(
            mean: quotient, halfWidth: halfWidth(error), confidence: confidence, count: measured.runs)
    }

    /// What can be said of it.
    ///
    /// - Parameter tolerance: relative difference that is tolerated, of the whole for a share; 0.02 is 2 %.
    public func verdict(tolerance: Double) -> Verdict {
        // A difference in a unit has no relative size.
        let (interval, centre, zone) =
            metric.unit == .fraction
            ? (difference, 0.0, tolerance) : ratio.map { ($0, 1.0, tolerance) } ?? (difference, 0.0, 0.0)
        guard let lower = interval.lower, let upper = interval.upper else { return .notResolved }
        if lower >= centre - zone, upper <= centre + zone { return .asPredicted }
        return lower > centre + zone || upper < centre - zone ? .drifted : .notResolved
    }
}
