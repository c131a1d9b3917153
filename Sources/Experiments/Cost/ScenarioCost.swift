public import Measurements
public import PipelineRuns
public import Pipelines
public import ScenarioFiles

/// What a simulated scenario costs, for an hour and for an epoch.
public struct ScenarioCost: Sendable {
    /// A word such as `USD`.
    public let currency: String
    /// For an hour, by resource.
    public let hourly: HourlyCost
    /// For an epoch: that of an hour × the mean length of an epoch; nil where no epoch ends.
    public let perEpoch: ConfidenceInterval?

    /// For an hour.
    public var perHour: Double { hourly.perHour }

    /// - Parameters:
    ///   - summary: what the scenario's replications came to.
    ///   - prices: what resources cost.
    /// - Throws: `PipelineError` for a scenario that cannot run on its accelerators.
    public init(_ summary: VariantSummary, _ prices: Prices) throws(PipelineError) {
        self.init(summary, try HourlyCost(of: summary.scenario, prices), currency: prices.currency)
    }

    fileprivate init(_ summary: VariantSummary, _ hourly: HourlyCost, currency: String) {
        self.hourly = hourly
        self.currency = currency
        perEpoch = summary.estimate(.epochSeconds)?.interval?.scaled(by: hourly.perHour / 3600)
    }
}

extension PlanTrial {
    /// What it costs, in a list's currency; nil without prices.
    ///
    /// - Parameter currency: a word such as `USD`.
    public func cost(in currency: String) -> ScenarioCost? {
        hourly.map { ScenarioCost(summary, $0, currency: currency) }
    }
}

extension ConfidenceInterval {
    /// The interval of a multiple.
    ///
    /// - Parameter factor: not negative.
    func scaled(by factor: Double) -> ConfidenceInterval {
        ConfidenceInterval(
            mean: mean * factor, halfWidth: halfWidth.map { $0 * factor }, confidence: confidence, count: count)
    }
}
