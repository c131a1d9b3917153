package import DiscreteEvent
import Measurements

/// What a shared resource measured itself over the whole run.
public struct ResourceReport: Sendable, Equatable, Codable {
    /// `disk queue`, `disk bandwidth`, `read cache queue`, `read cache bandwidth`, `cores`, `workers`, or `lock`, with
    /// the lock's name and, of several, its number.
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
    /// Each resource's average over the time of the replications, or over its requests; the largest of what is a
    /// maximum.
    ///
    /// - Parameter reports: one for each replication, of the same resources.
    static func averages(of reports: [RunReport]) -> [ResourceReport] {
        guard let first = reports.first else { return [] }
        return first.resources.indices.map { index in
            let resource = reports.map { $0.resources[index] }
            func overRuns(_ value: (ResourceReport) -> Double) -> Double {
                TimeAverage(of: resource.map(value), overSeconds: reports.map(\.wholeRun.seconds)).mean
            }
            let requests = Tally(resource.map { Double($0.completed) }).mean ?? 0
            let waits = Tally(resource.map { $0.meanWaitSeconds * Double($0.completed) }).mean ?? 0
            var average = first.resources[index]
            average.utilisation = overRuns(\.utilisation)
            average.meanInSystem = overRuns(\.meanInSystem)
            average.meanWaiting = overRuns(\.meanWaiting)
            average.maximumWaiting = resource.map(\.maximumWaiting).max() ?? 0
            average.meanWaitSeconds = requests > 0 ? waits / requests : 0
            average.completed = Int(requests.rounded())
            return average
        }
    }
}
