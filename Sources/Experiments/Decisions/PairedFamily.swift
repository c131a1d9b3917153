import Measurements
public import PipelineRuns
public import PipelineSimulation
public import Pipelines

/// Scenarios that are compared in pairs until each pair is decided, all answers right with the plan's confidence.
///
/// After 10, 20, 40, … replications each open pair is looked at: it is decided when the interval of its ratio excludes 1, or
/// lies within the indifference zone. Pairs are tested by Holm's step-down: the error of the look is shared among the open
/// pairs, and what is decided leaves its share to the others.
///
/// - Source: S. Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
///   Statistics 6(2), 65–70; ``LookSchedule`` for the looks.
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
    private let objective: Objective
    /// What the last digits of sums come to.
    private static let rounding = 1e-9
    private var look = 0

    /// - Parameters:
    ///   - scenarios: what is compared; the first one's run plan holds for all.
    ///   - pairs: positions of a scenario and of the one that it is compared with.
    ///   - objective: by which figure.
    ///   - indifference: relative difference that does not matter, 0.005 is 0.5 %.
    public init(
        _ scenarios: [Scenario], pairs: [(scenario: Int, baseline: Int)], objective: Objective = .automatic,
        indifference: Double = 0.005
    ) {
        precondition(!scenarios.isEmpty, "A family has scenarios")
        series = scenarios.map { ReplicationSeries($0) }
        answers = pairs.map { PairedAnswer(scenario: $0.scenario, baseline: $0.baseline) }
        self.objective = objective
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
        while look < schedule.counts.count {
            let used =
                look == 0 ? Set(series.indices) : Set(answers.filter(\.isOpen).flatMap { [$0.scenario, $0.baseline] })
            guard !used.isEmpty else { return }
            try await extendSeries(used.sorted(), to: schedule.counts[look], threads, progress)
            judge()
            look += 1
        }
    }

    private mutating func extendSeries(
        _ positions: [Int], to count: Int, _ threads: Int, _ progress: (Int, Int) -> Void
    ) async throws(ReplicationError) {
        var chosen = positions.map { series[$0] }
        defer { for (position, one) in zip(positions, chosen) { series[position] = one } }
        do throws(ReplicationError) {
            try await extend(&chosen, to: count, threads: threads, progress: progress)
        } catch {
            var error = error
            error.scenario = positions[error.scenario]
            throw error
        }
    }

    private mutating func judge() {
        let metric = metric ?? objective.metric(for: series)
        self.metric = metric
        let error = schedule.error(atLook: look)
        var tested = answers.indices.filter { answers[$0].isOpen }
        // Holm: each round's rejections leave their share of the error to what was not rejected.
        var rejections = tested.count
        while rejections > 0, !tested.isEmpty {
            let confidence = 1 - error / Double(tested.count)
            for index in tested where answers[index].isOpen { judge(index, metric, confidence) }
            let left = tested.filter { [.notResolved, .noDifference].contains(answers[$0].verdict) }
            rejections = tested.count - left.count
            tested = left
        }
    }

    private mutating func judge(_ index: Int, _ metric: Metric, _ confidence: Double) {
        let (own, other) = (series[answers[index].scenario], series[answers[index].baseline])
        let effect = PairedEffect(of: metric, own.reports, against: other.reports, confidence: confidence)
        guard own.outOfMemory == nil, other.outOfMemory == nil, let effect else {
            answers[index].judged = (.noFigure, nil)
            return
        }
        answers[index].pairs = effect.difference.count
        answers[index].judged = (verdict(effect), effect)
    }

    private func verdict(_ effect: PairedEffect) -> PairedAnswer.Verdict {
        if effect.isIdentical { return .identical }
        if effect.isWithin(max(indifference, Self.rounding)) { return .noDifference }
        return effect.isResolved ? .different : .notResolved
    }
}
