import Measurements
package import Pipelines

/// All of a summary but its scenario, and what follows from both: what a journal keeps, and other machines send.
package struct StoredSummary: Codable, Sendable {
    private let replications: Int
    private let precision: Replications.Precision
    private let outOfMemory: OutOfMemory?
    private let isPartial: Bool
    private let estimates: [Estimate]
    private let speedUp: ConfidenceInterval?
    private let runSpeedUp: ConfidenceInterval?
    private let runSeconds: Double
    private let utilisationSteps: Int64
    private let utilisationLeftOut: Double?
    private let loop: LoopTime?
    private let windows: [VariantSummary.WindowCount]
    private let windowSteps: Double
    private let warmUpSteps: Double
    private let stages: [StageReport]
    private let resources: [ResourceReport]
    private let lackingTimes: [DrawnTimes]
    private let events: UInt64
    private let engines: [Engine]

    /// What is to be stored of a summary.
    package init(_ summary: VariantSummary) {
        replications = summary.replications
        precision = summary.precision
        outOfMemory = summary.outOfMemory
        isPartial = summary.isPartial
        estimates = summary.estimates
        speedUp = summary.speedUp
        runSpeedUp = summary.runSpeedUp
        runSeconds = summary.runSeconds
        utilisationSteps = summary.utilisationSteps
        utilisationLeftOut = summary.utilisationLeftOut
        loop = summary.loop
        windows = summary.windows
        windowSteps = summary.windowSteps
        warmUpSteps = summary.warmUpSteps
        stages = summary.stages
        resources = summary.resources
        lackingTimes = summary.lackingTimes
        events = summary.events
        engines = summary.engines
    }

    /// The summary that was stored, to the last digit.
    ///
    /// - Parameter scenario: that of the summary.
    package func summary(of scenario: Scenario) -> VariantSummary {
        VariantSummary(
            scenario: scenario, replications: replications, precision: precision, outOfMemory: outOfMemory,
            isPartial: isPartial, estimates: estimates, speedUp: speedUp, runSpeedUp: runSpeedUp,
            runSeconds: runSeconds, utilisationSteps: utilisationSteps, utilisationLeftOut: utilisationLeftOut,
            loop: loop,
            bottleneck: loop.map { VariantSummary.bottleneck(of: scenario, estimates, stages, $0) },
            windows: windows, windowSteps: windowSteps, warmUpSteps: warmUpSteps, stages: stages,
            resources: resources, lackingTimes: lackingTimes, events: events, engines: engines)
    }
}

extension Estimate: Codable {
    private enum CodingKeys: CodingKey { case metric, value, interval, count }

    /// - Throws: `DecodingError` for a metric of another version.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .metric)
        guard let metric = Metric.named(name) else {
            throw DecodingError.dataCorruptedError(
                forKey: .metric, in: container, debugDescription: "there is no figure `\(name)`")
        }
        self.init(
            metric: metric, value: try container.decode(Double.self, forKey: .value),
            interval: try container.decodeIfPresent(ConfidenceInterval.self, forKey: .interval),
            count: try container.decode(Int.self, forKey: .count))
    }

    /// By the metric's name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(metric.name, forKey: .metric)
        try container.encode(value, forKey: .value)
        try container.encodeIfPresent(interval, forKey: .interval)
        try container.encode(count, forKey: .count)
    }
}

extension VariantSummary {
    /// A summary that was made before.
    init(
        scenario: Scenario, replications: Int, precision: Replications.Precision, outOfMemory: OutOfMemory?,
        isPartial: Bool, estimates: [Estimate], speedUp: ConfidenceInterval?, runSpeedUp: ConfidenceInterval?,
        runSeconds: Double, utilisationSteps: Int64, utilisationLeftOut: Double?, loop: LoopTime?,
        bottleneck: Bottleneck?, windows: [WindowCount], windowSteps: Double, warmUpSteps: Double,
        stages: [StageReport], resources: [ResourceReport], lackingTimes: [DrawnTimes], events: UInt64,
        engines: [Engine]
    ) {
        self.scenario = scenario
        self.replications = replications
        self.precision = precision
        self.outOfMemory = outOfMemory
        self.isPartial = isPartial
        self.estimates = estimates
        self.speedUp = speedUp
        self.runSpeedUp = runSpeedUp
        self.runSeconds = runSeconds
        self.utilisationSteps = utilisationSteps
        self.utilisationLeftOut = utilisationLeftOut
        self.loop = loop
        self.bottleneck = bottleneck
        self.windows = windows
        self.windowSteps = windowSteps
        self.warmUpSteps = warmUpSteps
        self.stages = stages
        self.resources = resources
        self.lackingTimes = lackingTimes
        self.events = events
        self.engines = engines
    }
}
