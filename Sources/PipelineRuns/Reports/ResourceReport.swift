package import DiscreteEvent
import Measurements

/// What a shared resource measured itself over the whole run.
public struct ResourceReport: Sendable, Equatable {
    /// `disk queue`, `disk bandwidth`, `cores` or `workers`.
    public var name: String
    /// Share of its capacity at work, 0...1.
    public var utilisation: Double
    /// Mean number of requests that wait for it or hold it.
    public var meanInSystem: Double
    /// Mean number of requests that wait for it; 0 where all are served at once and share it.
    public var meanWaiting: Double
    /// Most requests that waited at a time.
    public var maximumWaiting: Int
    /// Mean time that a request waits, those that do not wait included, in seconds.
    public var meanWaitSeconds: Double
    /// Requests served.
    public var completed: Int

    package init(_ name: String, _ statistics: StationStatistics) {
        self.name = name
        utilisation = statistics.utilisation
        meanInSystem = statistics.meanInSystem
        meanWaiting = statistics.meanLine
        maximumWaiting = statistics.maximumLine
        meanWaitSeconds = statistics.meanWaitSeconds
        completed = statistics.completed
    }
}

extension ResourceReport {
    /// Each resource's mean over replications; the largest of what is a maximum.
    ///
    /// - Parameter reports: the resources of each replication, the same ones in each.
    static func averages(of reports: [[ResourceReport]]) -> [ResourceReport] {
        guard let first = reports.first else { return [] }
        return first.indices.map { index in
            let resource = reports.map { $0[index] }
            func mean(_ value: (ResourceReport) -> Double) -> Double { Tally(resource.map(value)).mean ?? 0 }
            var average = first[index]
            average.utilisation = mean(\.utilisation)
            average.meanInSystem = mean(\.meanInSystem)
            average.meanWaiting = mean(\.meanWaiting)
            average.maximumWaiting = resource.map(\.maximumWaiting).max() ?? 0
            average.meanWaitSeconds = mean(\.meanWaitSeconds)
            average.completed = Int(mean { Double($0.completed) }.rounded())
            return average
        }
    }
}
