import PipelineRuns
import Pipelines

extension Plan {
    /// What can be said.
    public enum Verdict: String, Sendable {
        /// The cheapest that meets the target.
        case planned
        /// Nothing that may change reaches the target.
        case unreachable
        /// Something meets the target, or may, and replications or time leave open what the cheapest is.
        case notResolved
        /// It ended before anything met the target.
        case interrupted
    }

    /// What can be said.
    public var verdict: Verdict {
        guard isSearched else { return best == nil ? .interrupted : .notResolved }
        if !cheaperOpen.isEmpty || !rivals.isEmpty { return .notResolved }
        return best == nil ? .unreachable : .planned
    }

    /// Configurations that may cost less than the best, of which replications do not tell whether they meet the target.
    public var cheaperOpen: [Int] {
        trials.keys.filter { position in
            guard trials[position]?.verdict == .open else { return false }
            guard let best, let cost = cost(best) else { return true }
            return candidates[position].leastCost < cost
        }.sorted()
    }

    /// The plan, as far as it is known.
    public var planned: PlanTrial? { best.flatMap { trials[$0] } }

    /// Positions of tried configurations that cost as much as the plan, but for the zone, meet the target, and are paid for
    /// differently.
    public var equallyGood: [Int] {
        guard let best, let runnerUp, let own = cost(best), let other = cost(runnerUp) else { return [] }
        let zone = question.basis.prices == nil ? 0 : question.zone
        return other.isAtMost(own, within: zone) && own.isAtMost(other, within: zone) ? [runnerUp] : []
    }

    /// Of the rivals that are paid for alike, the one whose mean cost is least.
    public var distinctRivals: [Int] {
        func amount(_ position: Int) -> Double { cost(position)?.amounts[0] ?? .infinity }
        return rivals.sorted { (amount($0), $0) < (amount($1), $1) }.reduce(into: []) { kept, position in
            if !kept.contains(where: { candidates[$0].costsLike(candidates[position]) }) { kept.append(position) }
        }
    }

    /// Position of the configuration that comes nearest to the target.
    public var nearest: Int? {
        trials.keys.sorted().min { shortfall($0) < shortfall($1) }
    }

    /// How far the worst figure of a configuration is from its threshold, relative to that.
    private func shortfall(_ position: Int) -> Double {
        guard let trial = trials[position], trial.outOfMemory == nil else { return .infinity }
        return question.conditions.map { condition in
            guard let value = trial.mean(condition.metric) else { return .infinity }
            return condition.shortfall(value) / max(condition.threshold.magnitude, 1e-12)
        }.max() ?? .infinity
    }

    /// Replications that were simulated, those of the scenario as it is included.
    public var simulations: Int {
        trials.values.reduce(isTodayAmongTrials ? 0 : today.replications) { $0 + $1.replications }
    }

    /// Whether mean demands exclude a configuration: none, once one that they exclude was found to meet the target.
    public func isExcluded(_ position: Int) -> Bool { candidates[position].excluded != nil && meanDemandsHold }

    /// What becomes of the configurations.
    public var counts: (all: Int, excluded: Int, tried: Int) {
        (candidates.count, candidates.indices.count(where: isExcluded), trials.count)
    }

    /// Whether the scenario as it is, which is none of the configurations, meets the target and costs no more than the
    /// plan.
    public var isTodayAsCheap: Bool {
        guard positionOfToday == nil, today.verdict == .met, let own = todaysCost, let planned = best.flatMap(cost)
        else { return false }
        return own <= planned
    }

    /// Resources and threads that mean demands say are too slow for the target at the configuration that comes nearest, the
    /// scarcest first, with the samples per second that the target needs; nil where they do not exclude it.
    public var missing: (resources: [ResourceBound], samplesPerSecond: Double)? {
        guard let nearest else { return nil }
        let scenario = candidates[nearest].scenario
        guard let bounds = try? Bounds(scenario),
            let rate = question.conditions.compactMap({ TargetRate($0, scenario)?.samplesPerSecond }).max(),
            !bounds.allows(rate)
        else { return nil }
        return (bounds.resources.filter { $0.samplesPerSecond * (1 + 1e-9) < rate }, rate)
    }

    /// The changes of the scenario as it is, each with the axis's position and the texts before and after.
    public var differences: [(axis: Int, before: String, after: String)] {
        guard let best else { return [] }
        let values = candidates[best].values
        return question.axes.indices.compactMap { axis in
            let own = question.axes[axis]
            guard own.today != values[axis] else { return nil }
            return (axis, own.todayText, own.values[values[axis]].text)
        }
    }
}
