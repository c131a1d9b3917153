public import Pipelines

/// Independent runs of one scenario.
public struct Replications: Sendable {
    /// Whether the precision that the run plan asks for was reached.
    public enum Precision: String, Sendable, Codable {
        /// The plan gives a number of replications.
        case notAsked
        /// The interval of the throughput is as narrow as the plan asks.
        case met
        /// It is not, after the most replications that the plan allows.
        case notMet
    }

    /// What was run.
    public let scenario: Scenario
    /// What the replications measured, in their order; when memory ran out, those before the one where it did.
    public let reports: [RunReport]
    /// Whether the precision was reached.
    public let precision: Precision
    /// The first replication that ran out of modelled memory, if one did: the scenario cannot run.
    public let outOfMemory: OutOfMemory?
    /// Whether some of what was to be run is missing, because an execution was cut short.
    public let isPartial: Bool

    /// Runs of one scenario.
    package init(
        scenario: Scenario, reports: [RunReport], precision: Precision = .notAsked, outOfMemory: OutOfMemory? = nil,
        isPartial: Bool = false
    ) {
        self.scenario = scenario
        self.reports = reports
        self.precision = precision
        self.outOfMemory = outOfMemory
        self.isPartial = isPartial
    }
}
