import PipelineRuns

/// Replications that were added to a series: what a journal keeps, and other machines send.
package struct StoredReplications: Codable, Sendable {
    let reports: [RunReport]
    let outOfMemory: OutOfMemory?
    let warmUp: WarmUpEnd?

    /// What a series has more than a number of replications.
    ///
    /// - Parameter count: replications that it had before.
    package init(of series: ReplicationSeries, after count: Int) {
        reports = Array(series.reports.dropFirst(count))
        outOfMemory = series.outOfMemory
        warmUp = series.warmUp
    }
}
