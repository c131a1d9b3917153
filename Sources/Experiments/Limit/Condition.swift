import Measurements
public import PipelineRuns
import ScenarioFiles

/// A figure that must be at least, or at most, something: `AU>=90%`, `stall<=5%`, `peakBytes<=2 GiB`.
public struct Condition: Sendable {
    /// What it is called, as the user did.
    public let name: String
    /// The figure.
    public let metric: Metric
    /// What it must reach, or not exceed, in the metric's unit.
    public let threshold: Double
    /// The threshold as people write it: `90 %`, `30 min`.
    public let written: String

    /// What the last digits of a figure come to, relative to the threshold.
    private static let rounding = 1e-9

    /// At least the threshold of a figure that is better high, at most that of one that is better low.
    ///
    /// - Parameters:
    ///   - metric: of which more or less is better.
    ///   - threshold: in its unit.
    ///   - name: what reports call it; the metric's label when nil.
    ///   - written: the threshold as people write it; a number in the metric's unit when nil.
    public init(_ metric: Metric, _ threshold: Double, name: String? = nil, written: String? = nil) {
        precondition(metric.preference != .neither, "A condition wants more of its figure, or less")
        self.metric = metric
        self.threshold = threshold
        self.name = name ?? metric.label
        self.written = written ?? "\(threshold) \(metric.unit.rawValue)"
    }

    /// `AU ≥ 90 %`.
    public var text: String { "\(name) \(isLeast ? "≥" : "≤") \(written)" }

    /// Whether the figure must be at least the threshold.
    public var isLeast: Bool { metric.preference == .higher }

    /// How far a value lies on the wrong side of the threshold, in the metric's unit; not above 0 where it meets it.
    func shortfall(_ value: Double) -> Double { isLeast ? threshold - value : value - threshold }

    /// Whether a value meets the condition, but for rounding.
    func isMet(by value: Double) -> Bool { shortfall(value) <= Self.rounding * threshold.magnitude }
}
