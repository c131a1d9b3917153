public import PipelineRuns
import Pipelines

/// Whether executed runs have drifted from what is predicted for them.
public struct Drift: Sendable {
    /// A variant, measured and predicted.
    public struct Variant: Sendable {
        /// What was measured.
        public let measured: MeasuredVariant
        /// What was simulated, over like windows.
        public let predicted: VariantSummary
        /// The figure that decides; nil where one of the two has none.
        public let judged: FigureDrift?
        /// All others that both have.
        public let others: [FigureDrift]
    }

    /// By which figure, as it was asked for.
    public let objective: Objective
    /// The figure that decides.
    public let metric: Metric
    /// Why that figure does.
    public let basis: Basis
    /// Relative difference that is tolerated.
    public let tolerance: Double
    /// Of all intervals together.
    public let confidence: Double
    /// The variants that were predicted, in the order of the file.
    public let variants: [Variant]
    /// Variants that were measured; the errors are shared among all of them.
    public let measuredCount: Int
    /// Whether all that were measured are predicted.
    public var isFinished: Bool { variants.count == measuredCount }

    /// Compares measured variants with replications of the same.
    ///
    /// The intervals of the deciding figure hold together for all variants, and so do those of the other figures (Bonferroni).
    ///
    /// - Parameters:
    ///   - measured: at least one variant.
    ///   - predicted: replications of each, in the same order; of the first ones only when that was interrupted.
    ///   - objective: by which figure.
    ///   - tolerance: relative difference that is tolerated, 0.02 is 2 %.
    public init(
        _ measured: [MeasuredVariant], predicted: [Replications], objective: Objective = .automatic,
        tolerance: Double
    ) {
        precondition(predicted.count <= measured.count, "What is predicted was measured")
        let confidence = predicted.first?.scenario.run.confidence ?? 0.95
        let pairs = zip(measured, predicted).map { measured, predicted in
            (measured: measured, predicted: predicted, reports: Self.reports(of: predicted, like: measured))
        }
        let basis = Basis(objective, pairs.map { ($0.measured, $0.reports) }, tolerance: tolerance)
        let metric = basis.metric(objective)
        func drifts(_ metrics: (MeasuredVariant) -> [MeasuredFigure], among count: Int) -> [[FigureDrift]] {
            pairs.map { pair in
                metrics(pair.measured).compactMap { figure in
                    MeasuredFigure(figure.metric, of: pair.reports, confidence: confidence).flatMap {
                        FigureDrift(figure, against: $0, confidence: 1 - (1 - confidence) / Double(max(1, count)))
                    }
                }
            }
        }
        func others(_ variant: MeasuredVariant) -> [MeasuredFigure] {
            variant.figures.filter { $0.metric.name != metric.name }
        }
        let judged = drifts({ [$0.figure(metric)].compactMap { $0 } }, among: measured.count)
        let rest = drifts(others, among: measured.reduce(0) { $0 + others($1).count })
        variants = pairs.indices.map { index in
            let pair = pairs[index]
            let replications = Replications(
                scenario: pair.predicted.scenario, reports: pair.reports, outOfMemory: pair.predicted.outOfMemory)
            return Variant(
                measured: pair.measured, predicted: VariantSummary(replications, baseline: nil),
                judged: judged[index].first, others: rest[index])
        }
        measuredCount = measured.count
        self.objective = objective
        self.metric = metric
        self.basis = basis
        self.tolerance = tolerance
        self.confidence = confidence
    }

    /// Over whole runs where those of the measured ones are.
    private static func reports(of predicted: Replications, like measured: MeasuredVariant) -> [RunReport] {
        if predicted.outOfMemory != nil { return [] }
        return measured.isOfWholeRun == true ? predicted.reports.overWholeRuns : predicted.reports.overLikeWindows
    }
}

extension Drift.Variant {
    /// What can be said of it.
    public enum Verdict: Sendable {
        /// As predicted, drifted, or left open.
        case figure(FigureDrift.Verdict)
        /// Memory ran out; whether in the runs and in the prediction.
        case outOfMemory(measured: Bool, predicted: Bool)
        /// One of the two does not have the figure.
        case noFigure
    }

    /// What can be said of it.
    ///
    /// - Parameter tolerance: relative difference that is tolerated.
    public func verdict(tolerance: Double) -> Verdict {
        let isPredicted = predicted.outOfMemory != nil
        if measured.isOutOfMemory || isPredicted {
            return .outOfMemory(measured: measured.isOutOfMemory, predicted: isPredicted)
        }
        return judged.map { .figure($0.verdict(tolerance: tolerance)) } ?? .noFigure
    }
}
