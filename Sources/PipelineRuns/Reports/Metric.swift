package import Measurements

/// A figure that is reported for every run; table columns, CSV rows and JSON members are all made from these.
public struct Metric: Sendable {
    /// The unit of a metric's values.
    public enum Unit: String, Sendable {
        /// Samples per second.
        case samplesPerSecond = "samples/s"
        /// Batches (steps) per second.
        case batchesPerSecond = "batches/s"
        /// Bytes per second.
        case bytesPerSecond = "B/s"
        /// Seconds of virtual time.
        case seconds = "s"
        /// A share, from 0 to 1, and so are the ends of its interval.
        case fraction = "1"
        /// Bytes.
        case bytes = "B"
        /// A number of times.
        case count = "×"
    }

    /// Which values a planner prefers.
    public enum Preference: Sendable {
        /// The more, the better.
        case higher
        /// The less, the better.
        case lower
        /// Neither is good by itself.
        case neither
    }

    /// How the values of replications become one figure.
    public enum Aggregation: Sendable {
        /// Their mean, with a confidence interval.
        case mean
        /// What happened in the steady parts of all replications ÷ the time that these took, with a confidence
        /// interval.
        case overSteadyParts
        /// The same over whole runs.
        case overRuns
        /// The largest, because what is provided must hold in every run.
        case maximum
    }

    /// Its name in CSV, JSON and options.
    public let name: String
    /// A few words for tables and axes.
    public let label: String
    /// The unit of its values.
    public let unit: Unit
    /// One line that defines it.
    public let summary: String
    /// Which values are better.
    public let preference: Preference
    /// How replications are combined.
    public let aggregation: Aggregation
    /// Its value in one replication; nil when the run was too short to define it.
    public let value: @Sendable (RunReport) -> Double?

    init(
        _ name: String, _ label: String, _ unit: Unit, _ preference: Preference, _ aggregation: Aggregation = .mean,
        summary: String, value: @escaping @Sendable (RunReport) -> Double?
    ) {
        self.name = name
        self.label = label
        self.unit = unit
        self.summary = summary
        self.preference = preference
        self.aggregation = aggregation
        self.value = value
    }

    /// The metric of a name, or nil.
    public static func named(_ name: String) -> Metric? { all.first { $0.name == name } }

    /// The figure of replications, with its interval; nil where none of them defines the metric.
    package func interval(of reports: [RunReport], confidence: Double) -> ConfidenceInterval? {
        let defined = reports.compactMap { report in value(report).map { (value: $0, report: report) } }
        guard !defined.isEmpty else { return nil }
        let values = defined.map(\.value)
        func average(_ seconds: (RunReport) -> Double) -> ConfidenceInterval {
            let average = TimeAverage(of: values, overSeconds: defined.map { seconds($0.report) })
            return unit == .fraction
                ? average.shareInterval(confidence: confidence) : average.interval(confidence: confidence)
        }
        return switch aggregation {
        case .overSteadyParts: average(\.steady.seconds)
        case .overRuns: average(\.wholeRun.seconds)
        case .mean, .maximum:
            unit == .fraction
                ? ConfidenceInterval(ofShares: values, confidence: confidence)
                : ConfidenceInterval(values, confidence: confidence)
        }
    }
}
