import Measurements
public import PipelineRuns
import PipelineSimulation
public import Pipelines

/// A configuration that was simulated, and whether it meets the target.
///
/// A test of feasibility (Andradóttir and Kim 2010) with looks at 10, 20, 40, … replications (``LookSchedule``). It is missed
/// when the interval of a figure lies below its threshold, and met when all intervals lie above their thresholds less the
/// indifference zone; what lies between the two may be called either. That a configuration is missed matters for the cheapest
/// one that meets the target alone, so that its error is not shared; that it is met matters for each that is tried before, so
/// that its error is (Bonferroni). Neither needs independence: all draw the same random numbers.
///
/// - Source: S. Andradóttir, S.-H. Kim (2010), "Fully sequential procedures for comparing constrained systems via
///   simulation", Naval Research Logistics 57(5), 403–421.
public struct PlanTrial: Sendable {
    /// Replications, of which more can be run.
    private(set) var series: ReplicationSeries
    private let source: any ReplicationSource
    /// What an hour of it costs, where there are prices.
    public let hourly: HourlyCost?
    /// Whether it meets the target; a scenario that runs out of memory misses it.
    public private(set) var verdict = ThresholdVerdict.open

    /// Nothing was run yet.
    init(_ scenario: Scenario, hourly: HourlyCost?, source: any ReplicationSource) {
        series = ReplicationSeries(scenario)
        self.hourly = hourly
        self.source = source
    }

    /// What was run.
    public var scenario: Scenario { series.scenario }
    /// Replications behind the figures.
    public var replications: Int { series.reports.count }
    /// Set when a replication ran out of memory.
    public var outOfMemory: OutOfMemory? { series.outOfMemory }
    /// All figures of its replications, with what binds.
    public var summary: VariantSummary { VariantSummary(series.replications, baseline: nil) }

    /// The figures of conditions, each with the interval of the scenario's own confidence.
    public func figures(_ conditions: [Condition]) -> [ConditionFigure] {
        guard outOfMemory == nil, !series.reports.isEmpty else { return [] }
        return conditions.map { ConditionFigure($0, series.reports, confidence: scenario.run.confidence) }
    }

    /// The mean of a figure; nil where no replication defines it, or memory runs out.
    func mean(_ metric: Metric) -> Double? { interval(metric)?.mean }

    /// The same with its interval.
    func interval(_ metric: Metric) -> ConfidenceInterval? {
        guard outOfMemory == nil else { return nil }
        return metric.interval(of: series.reports.overLikeWindows, confidence: scenario.run.confidence)
    }

    /// Runs more replications, up to a number, whatever is known.
    mutating func extend(
        to count: Int, threads: Int, progress: (Int, Int) -> Void
    ) async throws(ReplicationError) {
        var all = [series]
        defer { series = all[0] }
        try await source.extend(&all, to: count, threads: threads, progress: progress)
    }

    /// Runs and looks until it is decided, or the plan's replications are used up.
    ///
    /// - Parameters:
    ///   - conditions: what must hold.
    ///   - zone: how much less than the target does not matter.
    ///   - rivals: configurations that may be tried.
    ///   - mayLook: asked before every look; false ends the trial.
    ///   - progress: told after every replication how many are finished, and how many there are up to the next look.
    mutating func decide(
        _ conditions: [Condition], zone: Double, amongRivals rivals: Int, threads: Int, mayLook: () -> Bool,
        progress: (Int, Int) -> Void
    ) async throws(ReplicationError) {
        let schedule = LookSchedule(scenario.run)
        for (look, count) in schedule.counts.enumerated() where verdict == .open && mayLook() {
            try await extend(to: count, threads: threads, progress: progress)
            guard outOfMemory == nil else {
                verdict = .missed
                return
            }
            let error = schedule.error(atLook: look)
            let verdicts = conditions.map { condition in
                self.verdict(
                    condition, zone, missing: error / Double(conditions.count), meeting: error / Double(rivals))
            }
            verdict =
                verdicts.contains(.missed) ? .missed : verdicts.allSatisfy { $0 == .met } ? .met : .open
            if verdict == .open, conditions.contains(where: { mean($0.metric) == nil }) { return }
        }
    }

    /// - Parameters:
    ///   - missing: error with which it may be called missed, to both sides.
    ///   - meeting: error with which it may be called met.
    private func verdict(
        _ condition: Condition, _ zone: Double, missing: Double, meeting: Double
    ) -> ThresholdVerdict {
        let strict = ConditionFigure(condition, series.reports, confidence: 1 - missing)
        if strict.verdict == .missed { return .missed }
        let relaxed = ConditionFigure(condition.relaxed(by: zone), series.reports, confidence: 1 - meeting)
        return relaxed.verdict == .met ? .met : .open
    }
}
