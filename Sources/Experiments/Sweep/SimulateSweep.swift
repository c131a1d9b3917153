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
///   - threads: replications at a time; results do not depend on it.
///   - progress: told now and then how much is done.
///   - finished: takes each point in their order, as soon as all before it are finished; false ends the sweep.
/// - Throws: at the first point whose simulation fails, or when the task is cancelled.
public func simulate(
    sweep points: [SweepGrid.Point], threads: Int, progress: (ReplicationProgress) -> Void = { _ in },
    finished: (SweepResult) -> Bool
) async throws(ReplicationError) {
    try await replicate(points.map(\.scenario), threads: threads, progress: progress) { position, replications in
        finished(SweepResult(point: points[position], summary: VariantSummary(replications, baseline: nil)))
    }
}
