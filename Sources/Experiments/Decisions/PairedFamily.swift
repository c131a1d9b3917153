import Measurements
public import PipelineRuns
public import PipelineSimulation
public import Pipelines

/// Scenarios that are compared in pairs until each pair is decided, all answers right with the plan's confidence.
///
/// After 10, 20, 40, … replications each open pair is looked at: it is decided when the interval of its ratio excludes 1, or
/// lies within the indifference zone. The error of a look is shared equally among the pairs, decided ones included, so that
/// all intervals, each from the look that decided, hold together with the plan's confidence (Bonferroni). Only pairs that are
/// equal to the last digit take no share.
///
/// Holm's step-down (1979) gives the share of what was found to differ to the others. It bounds false claims of a difference,
/// but not the intervals that are printed: with nine of ten pairs apart, all ten hold in 91 % instead of 95 %.
///
/// - Source: R. G. Miller (1981), *Simultaneous Statistical Inference*, 2nd ed., §1.4 and §2.3 (Bonferroni);
///   ``LookSchedule`` for the looks.
public struct PairedFamily: Sendable {
    /// The scenarios, with what was run of each.
    public private(set) var series: [ReplicationSeries]
    /// What is known of each pair, in the order given.
    public private(set) var answers: [PairedAnswer]
    /// The figure that decides; nil before the first look.
    public private(set) var metric: Metric?
    /// Ratios that differ from 1 by less do not matter.
    public let indifference: Double
    /// When it looks.
    public let schedule: LookSchedule
    /// How often it has looked.
    public private(set) var looks = 0
    private let objective: Objective
    /// Where replications come from.
    let source: any ReplicationSource

    /// The relative difference that does not matter where nothing else is said, and in planning the shortfall: 0.5 %.
    public static let usualIndifference = 0.005

    /// - Parameters:
    ///   - scenarios: what is compared; the first one's run plan, its seed included, holds for all.
    ///   - pairs: positions of a scenario and of the one that it is compared with.
    ///   - objective: by which figure.
    ///   - indifference: relative difference that does not matter, 0.005 is 0.5 %.
    ///   - source: where replications come from.
    public init(
        _ scenarios: [Scenario], pairs: [(scenario: Int, baseline: Int)], objective: Objective = .automatic,
        indifference: Double = Self.usualIndifference, source: any ReplicationSource = ThisMachine()
    ) {
        precondition(!scenarios.isEmpty, "A family has scenarios")
        series = scenarios.map { scenario in
            var scenario = scenario
            scenario.run = scenarios[0].run
            return ReplicationSeries(scenario)
        }
        answers = pairs.map { PairedAnswer(scenario: $0.scenario, baseline: $0.baseline) }
        self.objective = objective
        self.source = source
        self.indifference = indifference
        schedule = LookSchedule(scenarios[0].run)
    }

    /// Runs and looks until every pair is decided, or the plan's replications are used up.
    ///
    /// - Parameters:
    ///   - threads: replications that run at the same time, at least 1; answers do not depend on it.
    ///   - progress: told after every replication how many are finished, and how many there are up to the next look.
    /// - Throws: `ReplicationError` for a replication that failed, or when the task is cancelled; the answers are then those of
    ///   the last look.
    public mutating func decide(
        threads: Int, progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws(ReplicationError) {
        while looks < schedule.counts.count {
            let used =
                looks == 0 ? Set(series.indices) : Set(answers.filter(\.isOpen).flatMap { [$0.scenario, $0.baseline] })
            guard !used.isEmpty else { return }
            try await extendSeries(used.sorted(), to: schedule.counts[looks], threads, progress)
            judge()
            looks += 1
        }
    }

    private mutating func extendSeries(
        _ positions: [Int], to count: Int, _ threads: Int, _ progress: (Int, Int) -> Void
    ) async throws(ReplicationError) {
        var chosen = positions.map { series[$0] }
        defer { for (position, one) in zip(positions, chosen) { series[position] = one } }
        do throws(ReplicationError) {
            try await source.extend(&chosen, to: count, threads: threads, progress: progress)
        } catch {
            var error = error
            error.scenario = positions[error.scenario]
            throw error
        }
    }

    private mutating func judge() {
        let metric = metric ?? objective.metric(for: series)
        self.metric = metric
        // What is equal to the last digit, or has no figure, cannot be misjudged.
        let uncertain = answers.count { effect($0, by: metric)?.isIdentical == false }
        let confidence = 1 - schedule.error(atLook: looks) / Double(max(1, uncertain))
        for index in answers.indices where answers[index].isOpen {
            let effect = effect(answers[index], by: metric, confidence: confidence)
            answers[index].pairs = effect?.difference.count ?? 0
            answers[index].judged = (effect?.verdict(indifference: indifference) ?? .noFigure, effect)
        }
    }

    private func effect(_ answer: PairedAnswer, by metric: Metric, confidence: Double = 0.95) -> PairedEffect? {
        let (own, other) = (series[answer.scenario], series[answer.baseline])
        guard own.outOfMemory == nil, other.outOfMemory == nil else { return nil }
        return PairedEffect(of: metric, own.reports, against: other.reports, confidence: confidence)
    }
}
