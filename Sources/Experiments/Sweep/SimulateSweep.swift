public import PipelineRuns
public import PipelineSimulation

/// A point of a sweep with its figures.
public struct SweepResult: Sendable {
    /// The values that it is for.
    public let point: SweepGrid.Point
    /// What its replications came to.
    public let summary: VariantSummary

    /// - Parameters:
    ///   - point: the values that it is for.
    ///   - summary: what the point's replications came to.
    public init(point: SweepGrid.Point, summary: VariantSummary) {
        self.point = point
        self.summary = summary
    }
}

/// Simulates the points of a sweep, all with the same random numbers.
///
/// - Parameters:
///   - points: what is simulated.
///   - source: where replications come from.
///   - threads: replications at a time; results do not depend on it.
///   - progress: told now and then how much is done.
///   - finished: takes each point in their order, as soon as all before it are finished; false ends the sweep.
/// - Throws: at the first point whose simulation fails, or when the task is cancelled.
public func simulate(
    sweep points: [SweepGrid.Point], from source: any ReplicationSource = ThisMachine(), threads: Int,
    progress: (ReplicationProgress) -> Void = { _ in },
    finished: (SweepResult) -> Bool
) async throws(ReplicationError) {
    var (waiting, next): ([Int: VariantSummary], Int) = ([:], 0)
    try await source.summarise(points.map(\.scenario), threads: threads, progress: progress) { position, summary in
        waiting[position] = summary
        while let summary = waiting.removeValue(forKey: next) {
            next += 1
            guard finished(SweepResult(point: points[next - 1], summary: summary)) else { return false }
        }
        return true
    }
}
