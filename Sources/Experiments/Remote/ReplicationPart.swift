import PipelineRuns
import PipelineSimulation
import Pipelines

/// Consecutive replications of a scenario.
struct ReplicationPart: Codable {
    /// The number of the first.
    let first: Int
    /// The number after that of the last.
    let end: Int
    /// Where the replications before them have agreed that the warm-up ends; nil where there are none.
    let warmUp: WarmUpEnd?

    /// What can be run of a series now: the first ten, which have to agree on the end of the warm-up, or the rest, five each.
    ///
    /// - Parameters:
    ///   - series: what is extended.
    ///   - count: replications that it shall have.
    static func all(of series: ReplicationSeries, to count: Int) -> [ReplicationPart] {
        let first = series.reports.count
        guard series.outOfMemory == nil, first < count else { return [] }
        guard first > 0 else { return [ReplicationPart.first(of: count)] }
        return stride(from: first, to: count, by: 5).map {
            ReplicationPart(first: $0, end: min($0 + 5, count), warmUp: series.warmUp)
        }
    }

    /// The first ones of a series.
    static func first(of count: Int) -> ReplicationPart { ReplicationPart(first: 0, end: min(10, count), warmUp: nil) }

    /// Runs them with one thread.
    func run(_ scenario: Scenario) async throws(ReplicationError) -> StoredReplications {
        var series = [ReplicationSeries(scenario, from: first, warmUp: warmUp)]
        try await PipelineSimulation.extend(&series, to: end, threads: 1)
        return StoredReplications(of: series[0], after: 0)
    }
}
