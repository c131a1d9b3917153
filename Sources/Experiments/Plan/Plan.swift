import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines

/// The cheapest configuration that meets a target, found by simulation.
///
/// Configurations are tried in the order of their cost, all with the same random numbers. One that mean demands exclude
/// (`EpochBounds`) is not tried, unless a simulation shows that they fail; each other one is judged by a test of
/// feasibility (``PlanTrial``). The first that meets the target is the cheapest, for all before it are excluded or miss
/// it. Where cost is simulated, as that of an epoch, the order is that of a lower bound, and the search goes on until the
/// cheapest found costs no more than what is left can cost; those that may be cheaper are then compared in pairs
/// (`Plan.select`).
///
/// With the confidence of the scenario's run plan the plan costs no more than the cheapest configuration that meets the
/// target, but for the indifference zone, and does not miss the target by more than the zone.
public struct Plan: Sendable {
    /// What is asked.
    public let question: PlanQuestion
    /// The scenario as it is.
    public private(set) var today: PlanTrial
    /// Configurations: the question's, and then those that were tried beside the best.
    public private(set) var candidates: [PlanCandidate]
    private var positions: [[Int]: Int]
    /// Whether what mean demands exclude misses the target, as far as it was simulated.
    ///
    /// A run may be too short for its times to come to their means, as where they are replayed.
    private(set) var meanDemandsHold = true
    /// Whether the trial of the scenario as it is is among those of configurations, too.
    private(set) var isTodayAmongTrials = false
    /// What was simulated, by position among the candidates.
    public internal(set) var trials: [Int: PlanTrial] = [:]
    /// Position of the best so far; nil as long as none meets the target.
    public internal(set) var best: Int?
    /// Whether all was done.
    public private(set) var isFinished = false
    /// Whether it was stopped because its time was up.
    public private(set) var isOutOfTime = false
    /// Whether the cheapest is known: nothing that could be cheaper is left to try.
    public private(set) var isSearched = false
    /// Configurations that meet the target too, and may cost less by more than the zone: replications do not tell.
    public internal(set) var rivals: [Int] = []
    /// The cheapest that meets the target and differs in what is paid for.
    public internal(set) var runnerUp: Int?
    private var end: ContinuousClock.Instant?
    private let source: any ReplicationSource
    /// Configurations that other machines may begin before it is known whether they are tried.
    private static let mostExpected = 1000

    /// How far it is.
    public struct Progress: Sendable {
        /// Configurations that were tried.
        public let tried: Int
        /// Those that are not excluded.
        public let most: Int
        /// The one that is tried.
        public let values: String
        /// Replications of it that are finished, and those up to the next look.
        public let replications: (finished: Int, of: Int)
    }

    /// Nothing was tried yet.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - source: where replications come from.
    public init(_ question: PlanQuestion, source: any ReplicationSource = ThisMachine()) {
        self.question = question
        self.source = source
        let hourly = question.basis.prices.flatMap { try? HourlyCost(of: question.paidToday, $0) }
        today = PlanTrial(question.today, hourly: hourly, source: source)
        candidates = question.candidates
        positions = Dictionary(uniqueKeysWithValues: question.candidates.enumerated().map { ($1.values, $0) })
    }

    /// Says whether the scenario as it is meets the target.
    ///
    /// - Parameter threads: replications that run at the same time, at least 1; the answer does not depend on it.
    /// - Throws: `PlanError` for a replication that failed, or when the task is cancelled.
    public mutating func judgeToday(threads: Int) async throws(PlanError) {
        do throws(ReplicationError) {
            try await today.decide(
                question.conditions, zone: question.zone, amongRivals: 1, threads: threads, mayLook: { true }
            ) { _, _ in }
        } catch {
            throw .failed(error, at: "")
        }
        if today.verdict == .met, let positionOfToday { learn(thatMeets: positionOfToday) }
    }

    /// Finds the plan, what surrounds it, and the next best.
    ///
    /// - Parameters:
    ///   - threads: replications that run at the same time, at least 1; without a limit of time the answer does not depend
    ///     on it.
    ///   - end: when its time is up: what is known then is the answer.
    ///   - progress: told after every replication.
    /// - Throws: `PlanError` for a replication that failed, or when the task is cancelled; what was found is kept.
    public mutating func find(
        threads: Int, until end: ContinuousClock.Instant? = nil, progress: (Progress) -> Void = { _ in }
    ) async throws(PlanError) {
        self.end = end
        if today.replications == 0 { try await judgeToday(threads: threads) }
        let held = meanDemandsHold
        try await findBest(threads: threads, progress)
        try await lookBeside(threads: threads, progress)
        if held, !meanDemandsHold {
            try await findBest(threads: threads, progress)
            try await lookBeside(threads: threads, progress)
        }
        isOutOfTime = isTimeUp
        isFinished = !isTimeUp
    }

    private mutating func lookBeside(threads: Int, _ progress: (Progress) -> Void) async throws(PlanError) {
        if best != nil {
            try await lookAround(threads: threads, progress)
        } else if isSearched {
            try await lookForNearest(threads: threads, progress)
        }
    }

    /// Finds the cheapest, with the plainest settings of those that cost the same.
    ///
    /// - Parameter threads: replications that run at the same time, at least 1.
    package mutating func findBest(threads: Int, _ progress: (Progress) -> Void = { _ in }) async throws(PlanError) {
        try await search(threads: threads, progress)
        guard best != nil else { return }
        if question.basis.isSimulated, isSearched { try await select(threads: threads, progress) }
        try await simplify(threads: threads, progress)
    }

    /// Whether its time is up.
    var isTimeUp: Bool { end.map { ContinuousClock.now >= $0 } ?? false }

    // MARK: - Search

    /// Tries what is not excluded, the cheapest first, until nothing that is left can be cheaper than the best.
    private mutating func search(threads: Int, _ progress: (Progress) -> Void) async throws(PlanError) {
        defer { if !isSearched { considerToday() } }
        let open = question.candidates.indices.filter { !isExcluded($0) }
        // Whether anything meets the target at all; and something to fall back on when time is up.
        if let most = open.max(by: { candidates[$0].generosity < candidates[$1].generosity }) {
            try await judge(most, threads: threads, progress)
        }
        for (index, position) in open.enumerated() where !isTimeUp {
            source.expect(
                {
                    open[index...].prefix(Self.mostExpected).filter { trials[$0] == nil }.map {
                        candidates[$0].scenario
                    }
                },
                replications: LookSchedule(candidates[position].scenario.run).counts[0])
            if let best, let cost = mostCost(best),
                cost.isAtMost(candidates[position].leastCost, within: tolerance)
            {
                isSearched = true
                return
            }
            try await judge(position, threads: threads, progress)
        }
        isSearched = !isTimeUp
    }

    /// Takes the scenario as it is, which was judged first, where time was too short to find what costs less.
    private mutating func considerToday() {
        guard today.verdict == .met, let position = positionOfToday else { return }
        if trials[position]?.verdict != .met {
            trials[position] = today
            isTodayAmongTrials = true
        }
        guard let own = cost(position) else { return }
        if best.flatMap({ cost($0) }).map({ own < $0 }) ?? true { best = position }
    }

    /// Position of the scenario as it is, if it is one of the configurations.
    var positionOfToday: Int? {
        let values = question.axes.compactMap(\.today)
        return values.count == question.axes.count ? positions[values] : nil
    }

    /// Cost by which the best may be dearer than what is left.
    private var tolerance: Double { question.basis.isSimulated ? question.zone : 0 }

    /// Tries a configuration, unless it was tried; the best so far is then the cheapest of all that meet the target.
    @discardableResult
    mutating func judge(
        _ position: Int, threads: Int, _ progress: (Progress) -> Void
    ) async throws(PlanError) -> ThresholdVerdict {
        defer { considerMet(position) }
        if let known = trials[position], known.verdict != .open { return known.verdict }
        let candidate = candidates[position]
        var trial = trials[position] ?? PlanTrial(candidate.scenario, hourly: candidate.hourly, source: source)
        let (tried, most, text) = (trials.count, question.rivals, question.text(candidate.values))
        let end = end
        do throws(ReplicationError) {
            defer { if trial.replications > 0 || trial.outOfMemory != nil { trials[position] = trial } }
            try await trial.decide(
                question.conditions, zone: question.zone, amongRivals: most, threads: threads,
                mayLook: { end.map { ContinuousClock.now < $0 } ?? true }
            ) {
                progress(Progress(tried: tried, most: most, values: text, replications: ($0, $1)))
            }
        } catch {
            throw .failed(error, at: text)
        }
        return trial.verdict
    }

    /// A configuration that meets the target is the best if it costs less than the best so far.
    private mutating func considerMet(_ position: Int) {
        guard trials[position]?.verdict == .met else { return }
        learn(thatMeets: position)
        guard let cost = cost(position) else { return }
        if best.flatMap({ self.cost($0) }).map({ cost < $0 }) ?? true { best = position }
    }

    private mutating func learn(thatMeets position: Int) {
        if candidates[position].excluded != nil { meanDemandsHold = false }
    }

    /// The position of a configuration with another value of one axis, if it is known.
    func position(changing axis: Int, to value: Int, of position: Int) -> Int? {
        positions[values(changing: axis, to: value, of: position)]
    }

    private func values(changing axis: Int, to value: Int, of position: Int) -> [Int] {
        var values = candidates[position].values
        values[axis] = value
        return values
    }

    /// The same of one that may not be known so far; nil where the pipeline does not allow it.
    mutating func addition(changing axis: Int, to value: Int, of position: Int) throws(PlanError) -> Int? {
        let values = values(changing: axis, to: value, of: position)
        if let known = positions[values] { return known }
        guard let candidate = try question.configurations.candidate(values) else { return nil }
        candidates.append(candidate)
        positions[values] = candidates.count - 1
        return candidates.count - 1
    }

    /// What a configuration costs; nil where that is simulated, and was not yet, or no epoch ended.
    func cost(_ position: Int) -> PlanCost? {
        let candidate = candidates[position]
        guard question.basis.isSimulated, let hourly = candidate.hourly else { return candidate.leastCost }
        return trials[position]?.interval(.epochSeconds).map { PlanCost(hourly, seconds: $0.mean) }
    }

    /// What a configuration costs at most, as far as replications tell.
    private func mostCost(_ position: Int) -> PlanCost? {
        guard question.basis.isSimulated, let hourly = candidates[position].hourly else { return cost(position) }
        return trials[position]?.interval(.epochSeconds).map { PlanCost(hourly, seconds: $0.upper ?? $0.mean) }
    }

    /// What the scenario as it is costs, like that of a configuration.
    var todaysCost: PlanCost? {
        guard let hourly = today.hourly else { return try? PlanCost(resourcesOf: question.paidToday) }
        guard question.basis.isSimulated else { return PlanCost(hourly, seconds: 3600) }
        return today.interval(.epochSeconds).map { PlanCost(hourly, seconds: $0.mean) }
    }
}
