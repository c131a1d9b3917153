public import Pipelines

/// What the replications of one variant say together.
///
/// Its figures are its own members too: `summary.runSeconds` is `summary.figures.runSeconds`.
@dynamicMemberLookup
public struct VariantSummary: Sendable {
    /// How many replications took their steady figures from which part of the run.
    public struct WindowCount: Sendable, Equatable, Codable {
        /// Which part.
        public let window: RunReport.Window
        /// Replications.
        public let count: Int
    }

    /// What was run, with seed and confidence.
    public let scenario: Scenario
    /// What the replications say.
    package let figures: SummaryFigures
    /// What limits the throughput, by averages over the replications; nil where there are no figures.
    public let bottleneck: Bottleneck?

    /// Summarises replications.
    ///
    /// - Parameters:
    ///   - replications: of the variant.
    ///   - baseline: of the variant that speed-ups refer to; the replications that both have are compared.
    public init(_ replications: Replications, baseline: Replications?) {
        self.init(replications.scenario, SummaryFigures(replications, baseline: baseline))
    }

    /// The summary of a scenario with these figures.
    package init(_ scenario: Scenario, _ figures: SummaryFigures) {
        self.scenario = scenario
        self.figures = figures
        let mean = { (metric: Metric) in figures.estimates[metric]?.value ?? 0 }
        bottleneck = figures.loop.map { loop in
            Bottleneck(
                RunObservation(
                    scenario, mean: mean, stages: figures.stages, loop: loop, runSeconds: figures.runSeconds,
                    requestUtilisation: figures.requestUtilisation, openingUtilisation: figures.openingUtilisation))
        }
    }

    /// A figure of the replications.
    public subscript<Value>(dynamicMember figure: KeyPath<SummaryFigures, Value>) -> Value { figures[keyPath: figure] }

    /// The figure of a metric, if it is defined.
    public func estimate(_ metric: Metric) -> Estimate? { figures.estimates[metric] }

    /// Whether every replication's steady part is what it should be: MSER-5 found the end of the warm-up, or whole
    /// epochs after the first were measured.
    public var isSteady: Bool { figures.windows.allSatisfy { $0.window == .laterEpochs || $0.window == .afterWarmUp } }

    /// Whether the figures are those of the whole run, because nothing is steady in some replication.
    public var isOfWholeRun: Bool { figures.windows.contains { $0.window == .wholeRun } }
}

extension [Estimate] {
    fileprivate subscript(metric: Metric) -> Estimate? { first { $0.metric.name == metric.name } }
}
