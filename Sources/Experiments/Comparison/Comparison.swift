import Measurements
public import PipelineRuns
public import PipelineSimulation
import Pipelines

/// Scenarios compared with each other, each pair under the same random numbers: which is better, and by how much.
///
/// What is answered, how surely, and when it stops is said at ``PairedFamily``.
public struct Comparison: Sendable {
    /// Alternatives that one comparison takes: of twelve there are 66 pairs.
    package static let mostAlternatives = 12

    /// What is compared, at least two; the run plan of the first holds for all.
    public let alternatives: [Alternative]
    /// By which figure, as it was asked for; the family knows which figure that is.
    public let objective: Objective
    /// What is known of each pair.
    public private(set) var family: PairedFamily
    /// Whether it came to its end: every pair is decided, or there may be no more replications.
    public private(set) var isFinished = false

    /// - Parameters:
    ///   - alternatives: what is compared, at least two.
    ///   - objective: by which figure.
    ///   - indifference: relative difference that does not matter, 0.005 is 0.5 %.
    ///   - source: where replications come from.
    public init(
        _ alternatives: [Alternative], objective: Objective = .automatic,
        indifference: Double = PairedFamily.usualIndifference, source: any ReplicationSource = ThisMachine()
    ) {
        precondition(alternatives.count >= 2, "It takes two to compare")
        self.alternatives = alternatives
        self.objective = objective
        let pairs = alternatives.indices.flatMap { later in (0..<later).map { (scenario: later, baseline: $0) } }
        family = PairedFamily(
            alternatives.map(\.scenario), pairs: pairs, objective: objective, indifference: indifference,
            source: source)
    }

    /// Runs until every pair is decided, or the plan's replications are used up.
    ///
    /// - Parameters:
    ///   - threads: replications that run at the same time, at least 1; answers do not depend on it.
    ///   - progress: told after every replication how many are finished, and how many there are up to the next look.
    /// - Throws: `ReplicationError` for a replication that failed, or when the task is cancelled; what is known then stays.
    public mutating func decide(
        threads: Int, progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws(ReplicationError) {
        try await family.decide(threads: threads, progress: progress)
        isFinished = true
    }

    /// What is known of two alternatives.
    ///
    /// - Parameters:
    ///   - later: position of the later one, which is compared with the other.
    ///   - earlier: position of the earlier one.
    public func answer(_ later: Int, against earlier: Int) -> PairedAnswer {
        family.answers[later * (later - 1) / 2 + earlier]
    }

    /// How one alternative's deciding figure relates to another's, in either order; nil without a ratio.
    ///
    /// - Parameters:
    ///   - one: position of the alternative.
    ///   - other: position of the one that it is compared with.
    public func change(of one: Int, against other: Int) -> RelativeChange? {
        let answer = one > other ? answer(one, against: other) : answer(other, against: one)
        let change = answer.effect?.ratio.map { RelativeChange($0) }
        return one > other ? change : change?.inverse
    }

    /// The figures of each alternative over like windows.
    public var summaries: [VariantSummary] {
        let reports = family.series.map(\.reports).overLikeWindows
        return zip(family.series, reports).map { one, reports in
            VariantSummary(
                Replications(scenario: one.scenario, reports: reports, outOfMemory: one.outOfMemory), baseline: nil)
        }
    }

    /// The other figures of two alternatives, as far as the deciding one was looked at; nil of more than two, before the first
    /// look, and where one of them ran out of memory.
    public var figures: FigureDifferences? {
        guard alternatives.count == 2, family.looks > 0, let metric = family.metric,
            family.series.allSatisfy({ $0.outOfMemory == nil })
        else { return nil }
        // An interrupted extension may have given one of them more.
        let pairs = family.schedule.counts[family.looks - 1]
        let reports = family.series.map { Array($0.reports.prefix(pairs)) }
        return FigureDifferences(
            reports[1], against: reports[0], besides: metric,
            error: family.schedule.error(atLook: family.looks - 1), indifference: family.indifference)
    }
}
