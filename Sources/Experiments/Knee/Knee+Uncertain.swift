public import PipelineSimulation
public import ScenarioFiles

extension Knee.Answer: UncertainPlace {
    /// Whether it is one value, or none.
    public var isResolved: Bool {
        switch self {
        case .exact, .onlyRuns, .noFigure: true
        case .between, .notResolved: false
        }
    }

    /// The values that may be it.
    public var range: ClosedRange<Int>? {
        switch self {
        case .exact(let position): position...position
        case .between(let range), .notResolved(let range): range
        case .onlyRuns, .noFigure: nil
        }
    }
}

extension Uncertain<Knee.Answer> {
    /// Finds the knee at every point of the design.
    ///
    /// - Parameters:
    ///   - knee: that of the scenario as it is written.
    ///   - threads: replications that run at the same time, at least 1.
    ///   - progress: told before every point how many are finished, and how many there are.
    ///   - points: a scenario for each value, with guesses at places of their ranges.
    ///   - failure: how a failed replication is told.
    /// - Throws: what `points` throws, and `failure` for a replication that failed, or when the task is cancelled; what was
    ///   found is kept.
    public mutating func find<Failure: Error>(
        like knee: Knee, threads: Int, progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in },
        points: ([(guess: Guess, place: Double)]) throws(Failure) -> [SweepGrid.Point],
        failure: (ReplicationError) -> Failure
    ) async throws(Failure) {
        // By the figure that decides as written, so that answers compare.
        let objective = knee.metric.map(Objective.figure) ?? knee.objective
        try await find(progress: progress) { places async throws(Failure) in
            let points = try points(places).map { point in
                point.with(point.scenario.upTo(replications: GuessDesign.mostReplications))
            }
            var other = Knee(knee.axis, points: points, share: knee.share, objective: objective, source: knee.source)
            do throws(ReplicationError) { try await other.find(threads: threads) } catch { throw failure(error) }
            return other.answer ?? .noFigure
        }
    }
}
