import PipelineRuns
public import Pipelines
import ScenarioFiles

/// A configuration that a plan may choose.
public struct PlanCandidate: Sendable {
    /// The value of each axis.
    public let values: [Int]
    /// The scenario.
    public let scenario: Scenario
    /// What it costs at the least; all it costs where cost is not simulated.
    public let leastCost: PlanCost
    /// What an hour costs, where there are prices.
    public let hourly: HourlyCost?
    /// The condition that mean demands exclude, if they do.
    public let excluded: Condition?
    /// How much of everything it has, from 0 to the number of axes: what is tried first of what costs the same.
    let generosity: Double
    /// Whether the axes' values differ from those of another in what costs something.
    func costsLike(_ other: PlanCandidate) -> Bool { provision == other.provision }
    /// What is paid for, of each resource.
    private let provision: [Double]

    /// - Parameters:
    ///   - paid: the scenario without limits for which nothing is paid.
    ///   - conditions: the target.
    ///   - zone: how much less than the target does not matter.
    /// - Throws: `PipelineError` for a scenario that cannot run on its accelerators.
    init(
        _ values: [Int], _ scenario: Scenario, paying paid: Scenario, _ conditions: [Condition], zone: Double,
        _ basis: PlanBasis, generosity: Double
    ) throws(PipelineError) {
        self.values = values
        self.scenario = scenario
        self.generosity = generosity
        let bounds = try EpochBounds(scenario)
        excluded = conditions.first { condition in
            // Means of ratios differ from ratios of means by far less than the zone.
            bounds.best(condition.metric).map { condition.relaxed(by: zone).isMet(by: $0) } == false
        }
        switch basis {
        case .resources:
            hourly = nil
            leastCost = try PlanCost(resourcesOf: paid)
            provision = leastCost.amounts
        case .hour(let prices), .epoch(let prices):
            let hourly = try HourlyCost(of: paid, prices)
            self.hourly = hourly
            provision = [hourly.perHour]
            leastCost = PlanCost(hourly, seconds: basis.isSimulated ? bounds.epochSeconds ?? 0 : 3600)
        }
    }
}

extension Condition {
    /// The same condition, missed by at most a zone: a part of the threshold, or points where the figure is a share.
    ///
    /// What must hold in every run, such as memory, stays.
    package func relaxed(by zone: Double) -> Condition {
        guard metric.aggregation != .maximum else { return self }
        let slack = metric.unit == .fraction ? zone : zone * threshold.magnitude
        return Condition(metric, isLeast ? threshold - slack : threshold + slack, name: name, written: written)
    }
}
