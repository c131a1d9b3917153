public import PipelineSimulation
import Pipelines
public import ScenarioFiles

extension Uncertain<[PairedAnswer]> {
    /// Compares at every point of the design; the answers are those of a comparison's pairs, in its order.
    ///
    /// - Parameters:
    ///   - comparison: that of the scenarios as they are written.
    ///   - threads: replications that run at the same time, at least 1.
    ///   - progress: told before every point how many are finished, and how many there are.
    ///   - alternatives: the scenarios with guesses at places of their ranges.
    ///   - failure: how a failed replication is told.
    /// - Throws: what `alternatives` throws, and `failure` for a replication that failed, or when the task is cancelled; what
    ///   was found is kept.
    public mutating func find<Failure: Error>(
        like comparison: Comparison, threads: Int, progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in },
        alternatives: ([(guess: Guess, place: Double)]) throws(Failure) -> [Alternative],
        failure: (ReplicationError) -> Failure
    ) async throws(Failure) {
        // By the figure that decides as written, so that answers compare.
        let objective = comparison.family.metric.map(Objective.figure) ?? comparison.objective
        try await find(progress: progress) { places async throws(Failure) in
            let alternatives = try alternatives(places).map { one in
                Alternative(name: one.name, one.scenario.upTo(replications: GuessDesign.mostReplications))
            }
            var other = Comparison(
                alternatives, objective: objective, indifference: comparison.family.indifference,
                source: comparison.family.source)
            do throws(ReplicationError) { try await other.decide(threads: threads) } catch { throw failure(error) }
            return other.family.answers
        }
    }

    /// What is known of two alternatives.
    ///
    /// - Parameter pair: position among the comparison's pairs.
    public func pair(_ pair: Int) -> Uncertain<PairedAnswer> { map { $0[pair] } }
}
