public import PipelineRuns
import PipelineSimulation
public import Pipelines

/// A value that was tried: its replications, and whether it meets the conditions.
public struct LimitTrial: Sendable {
    /// The value.
    public let value: Int
    private var series: ReplicationSeries
    private let source: any ReplicationSource
    /// The conditions' figures at the look that decided, in the conditions' order; none where memory ran out.
    public private(set) var figures: [ConditionFigure] = []

    /// Nothing was run yet.
    init(_ value: Int, _ scenario: Scenario, source: any ReplicationSource) {
        self.value = value
        self.source = source
        series = ReplicationSeries(scenario)
    }

    /// Whether the conditions are met; a scenario that runs out of memory misses them.
    public var verdict: ThresholdVerdict {
        if series.outOfMemory != nil || figures.contains(where: { $0.verdict == .missed }) { return .missed }
        return !figures.isEmpty && figures.allSatisfy { $0.verdict == .met } ? .met : .open
    }

    /// What was run.
    public var scenario: Scenario { series.scenario }
    /// Replications behind the figures.
    public var replications: Int { series.reports.count }
    /// Set when a replication ran out of memory.
    public var outOfMemory: OutOfMemory? { series.outOfMemory }

    /// All figures of its replications, with what binds.
    public var summary: VariantSummary { VariantSummary(series.replications, baseline: nil) }

    /// Whether it is surely further from what another value misses.
    func isWorse(than other: LimitTrial) -> Bool {
        zip(figures, other.figures).contains { own, other in
            own.verdict == .missed && other.verdict == .missed && own.isWorse(than: other)
        }
    }

    /// Whether there is a condition whose figure no replication defines; more of them would not either.
    public var lacksFigure: Bool { figures.contains { $0.value == nil } }

    /// Runs and looks until it is decided, lacks a figure, or the plan's replications are used up.
    ///
    /// - Parameters:
    ///   - conditions: what must hold.
    ///   - tests: conditions and values that share the error of a look.
    ///   - threads: replications at a time.
    ///   - progress: told after every replication how many are finished, and how many there are up to the next look.
    mutating func decide(
        _ conditions: [Condition], amongTests tests: Int, threads: Int, progress: (Int, Int) -> Void
    ) async throws(ReplicationError) {
        let schedule = LookSchedule(series.scenario.run)
        for (look, count) in schedule.counts.enumerated() where verdict == .open && !lacksFigure {
            var extended = [series]
            defer { series = extended[0] }
            try await source.extend(&extended, to: count, threads: threads, progress: progress)
            guard extended[0].outOfMemory == nil else { continue }
            let confidence = 1 - schedule.error(atLook: look) / Double(tests)
            figures = conditions.map { ConditionFigure($0, extended[0].reports, confidence: confidence) }
        }
    }
}
