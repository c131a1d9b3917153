import Pipelines
public import ScenarioFiles

/// By what a plan is the cheapest.
public enum PlanBasis: Sendable {
    /// By what it costs for an hour.
    case hour(Prices)
    /// By what it costs for an epoch, which is simulated.
    case epoch(Prices)
    /// Without prices: as few accelerators as possible; of plans with as many, the least disk bandwidth, then the fewest
    /// cores, then the least memory.
    case resources

    /// The prices, where there are some.
    public var prices: Prices? {
        switch self {
        case .hour(let prices), .epoch(let prices): prices
        case .resources: nil
        }
    }

    /// Whether cost itself is simulated.
    public var isSimulated: Bool { if case .epoch = self { true } else { false } }
}

/// What a configuration costs: one amount of money, or amounts of resources that are compared one after the other.
public struct PlanCost: Sendable, Equatable, Comparable {
    /// The amounts, the one that counts most first.
    public let amounts: [Double]

    /// What is paid for some seconds.
    init(_ hourly: HourlyCost, seconds: Double) { amounts = [hourly.perHour * seconds / 3600] }

    /// What a scenario takes of the resources that count without prices.
    ///
    /// - Throws: `PipelineError` for a scenario that cannot run on its accelerators.
    init(resourcesOf scenario: Scenario) throws(PipelineError) {
        let taken = try ResourceAmounts(scenario)
        amounts = [taken.accelerators, taken.diskGBps, Double(scenario.platform.cpu.cores), taken.memoryGiB]
    }

    /// The amounts are compared in order.
    public static func < (one: PlanCost, other: PlanCost) -> Bool {
        one.amounts.lexicographicallyPrecedes(other.amounts)
    }

    /// Whether it is no more than another but for a share of that.
    func isAtMost(_ other: PlanCost, within share: Double) -> Bool {
        amounts.count == 1 ? amounts[0] <= other.amounts[0] * (1 + share) : self <= other
    }
}
