import Measurements
import PipelineRuns

extension Drift {
    /// By which throughput real runs are held against the prediction, and why; as for comparisons of scenarios
    /// (``Objective/automatic``), as far as the measured figures allow.
    public enum Basis: Sendable {
        /// By the figure that was asked for.
        case asked
        /// By that of the steady part: start-up and first epochs move no difference by more than what is tolerated.
        case steady
        /// By that of the whole run: they move one.
        case wholeRun
        /// By that of the steady part, because not all that was measured has a whole run.
        case noWholeRun

        init(_ objective: Objective, _ pairs: [(measured: MeasuredVariant, predicted: [RunReport])], tolerance: Double)
        {
            if case .figure = objective {
                self = .asked
                return
            }
            let fitting = pairs.filter { !$0.measured.isOutOfMemory && !$0.predicted.isEmpty }
            // Of runs that were cut short, the whole is not known.
            let whole = fitting.map { $0.measured.isPartial ? nil : Self.ratio(.runSamplesPerSecond, $0) }
            guard !whole.contains(nil) else {
                self = .noWholeRun
                return
            }
            let isMoved = zip(fitting, whole).contains { pair, whole in
                guard let steady = Self.ratio(.samplesPerSecond, pair), let whole else { return whole != nil }
                return abs(whole - steady) > tolerance * steady
            }
            self = isMoved ? .wholeRun : .steady
        }

        /// Measured ÷ predicted; nil without one of the two.
        private static func ratio(
            _ metric: Metric, _ pair: (measured: MeasuredVariant, predicted: [RunReport])
        ) -> Double? {
            guard let measured = pair.measured.figure(metric)?.mean,
                let predicted = metric.interval(of: pair.predicted, confidence: 0.95)?.mean, predicted > 0
            else { return nil }
            return measured / predicted
        }

        func metric(_ objective: Objective) -> Metric {
            if case .figure(let metric) = objective { return metric }
            return if case .wholeRun = self { .runSamplesPerSecond } else { .samplesPerSecond }
        }
    }
}
