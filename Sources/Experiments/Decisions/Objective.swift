public import PipelineRuns
public import PipelineSimulation
import Pipelines

/// By which figure a planner judges.
public enum Objective: Sendable {
    /// The throughput of the whole run where start-up, first epochs or interruptions move a comparison by more than 2 %,
    /// else that of the steady part.
    case automatic
    /// A figure that is better high, or better low.
    case figure(Metric)

    /// All names that `init(named:)` takes.
    public static var names: [String] { FigureNames.all }

    /// - Parameter name: `steady`, `run`, `AU`, `stall`, `memory`, or the name of a metric.
    /// - Returns: nil for another name, and for a metric of which neither more nor less is better.
    public init?(named name: String) {
        guard let metric = FigureNames.metric(named: name), metric.preference != .neither else { return nil }
        self = .figure(metric)
    }

    /// The figure for a comparison of scenarios.
    ///
    /// - Parameter series: what was run of each of them, the one that others are compared with first.
    public func metric(for series: [ReplicationSeries]) -> Metric {
        switch self {
        case .figure(let metric): return metric
        case .automatic:
            let baseline = series.first?.replications
            let basis = SpeedUpBasis(series.map { VariantSummary($0.replications, baseline: baseline) })
            return basis == .steady ? .samplesPerSecond : .runSamplesPerSecond
        }
    }
}
