import Measurements
public import PipelineRuns
public import PipelineSimulation
import Pipelines
import ScenarioFiles

/// The smallest value of a parameter whose rate is nearly that of the asymptote, found with few simulations.
///
/// The asymptote is found by doubling the value until that brings less than a twentieth of what may be missing, for certain,
/// or the values end; the knee by bisection. All values are simulated with the same random numbers, and compared by the
/// paired ratio of their rates. A test looks at it after 10, 20, 40, … replications and ends when a bound of the ratio
/// decides; the error is shared among the looks (``LookSchedule``) and all tests that the search may make (Bonferroni), so
/// that all bounds hold together. Where the pipeline is a line of two stations (``TwoStationLine``), their formula says
/// where to look first.
///
/// Of numbers that increase the rate is taken to rise with them, up to the asymptote. Up to eight values, and words, which
/// have no size, are all compared.
public struct Knee: Sendable {
    /// The parameter and its values.
    public let axis: SweepGrid.Axis
    /// A scenario for each value.
    public let points: [SweepGrid.Point]
    /// What may be missing of the asymptote's rate, 0.01 is 1 %.
    public let share: Double
    /// When tests look.
    public let schedule: LookSchedule
    /// What was run, by position of the value.
    public private(set) var series: [Int: ReplicationSeries] = [:]
    /// The figure that decides; nil before the first comparison, and where no value has figures.
    public private(set) var metric: Metric?
    /// The last test of each value against the asymptote, in the order in which they ended.
    public private(set) var tests: [KneeTest] = []
    /// The line of two stations that the pipeline is, if it is one.
    public let line: TwoStationLine?
    /// Whether nothing is left to do.
    public private(set) var isFinished = false
    private(set) var search: KneeSearch
    private(set) var lacksFigure = false
    /// What was asked for.
    public let objective: Objective
    /// Where replications come from.
    let source: any ReplicationSource

    /// What may be missing of the asymptote's rate where nothing else is said.
    public static let usualShare = 0.01
    /// What can be asked for in its place.
    package static let acceptedShares = 0.0001...0.5

    /// The part of the share below which a gain does not count for the asymptote.
    static let countingPart = 1.0 / 20

    /// - Parameters:
    ///   - axis: the parameter and its values, at least two.
    ///   - points: a scenario for each of them; the first one's run plan holds for all.
    ///   - share: what may be missing of the asymptote's rate.
    ///   - objective: by which figure.
    ///   - source: where replications come from.
    public init(
        _ axis: SweepGrid.Axis, points: [SweepGrid.Point], share: Double = Self.usualShare,
        objective: Objective = .automatic, source: any ReplicationSource = ThisMachine()
    ) {
        precondition(points.count == axis.vary.values.count && points.count >= 2, "Each value has its scenario")
        self.axis = axis
        self.points = points
        self.share = share
        self.objective = objective
        self.source = source
        schedule = LookSchedule(points[0].scenario.run)
        let ladder = KneeLadder(count: points.count, numbers: axis.numbers)
        let line = Self.line(axis, points)
        self.line = line
        let guess = line?.fewestPlaces(within: share).flatMap { ladder.position(of: Double($0)) }
        search = KneeSearch(ladder, guess: guess)
    }

    private static func line(_ axis: SweepGrid.Axis, _ points: [SweepGrid.Point]) -> TwoStationLine? {
        let last = points.count - 1
        guard let numbers = axis.numbers, let places = Int(exactly: numbers[last]),
            let other = Int(exactly: numbers[last - 1])
        else { return nil }
        return TwoStationLine(
            points[last].scenario, places: places, other: points[last - 1].scenario, otherPlaces: other)
    }

    /// Simulates and compares until the knee is known as closely as the plan's replications tell.
    ///
    /// - Parameters:
    ///   - threads: replications that run at the same time, at least 1; answers do not depend on it.
    ///   - progress: told after every replication which value is tested, and how many pairs the test has.
    /// - Throws: `ReplicationError` with the position of the value whose replication failed, or when the task is
    ///   cancelled; what was found until then stays.
    public mutating func find(
        threads: Int, progress: (_ position: Int, _ replications: Int) -> Void = { _, _ in }
    ) async throws(ReplicationError) {
        while !lacksFigure, let question = search.question {
            switch question {
            case .gain(let from, let to): try await compare(from, to, threads, progress)
            case .enough(let position, let asymptote): try await test(position, asymptote, threads, progress)
            }
        }
        // Where nothing was compared it is told of the one value that runs.
        if metric == nil, let asymptote, let only = series[asymptote], only.outOfMemory == nil {
            metric = objective.metric(for: [only])
        }
        isFinished = true
    }

    /// What one value adds to another, told from the first look.
    private mutating func compare(
        _ from: Int, _ to: Int, _ threads: Int, _ progress: (Int, Int) -> Void
    ) async throws(ReplicationError) {
        let pairs = schedule.counts[0]
        try await run([from, to], pairs, threads) { progress(to, $0) }
        guard let own = series[to], let other = series[from] else { return }
        if other.outOfMemory != nil { return search.record(.otherCannotRun) }
        if own.outOfMemory != nil { return search.record(.cannotRun) }
        guard let comparison = comparison(own, other, look: 0) else {
            lacksFigure = true
            return
        }
        search.record(comparison.gain(counting: share * Self.countingPart))
    }

    /// Whether a value is enough, looked at until that is known.
    private mutating func test(
        _ position: Int, _ asymptote: Int, _ threads: Int, _ progress: (Int, Int) -> Void
    ) async throws(ReplicationError) {
        for (look, pairs) in schedule.counts.enumerated() {
            try await run([position, asymptote], pairs, threads) { progress(position, $0) }
            guard let own = series[position], let other = series[asymptote] else { return }
            if other.outOfMemory != nil { return search.recordThatAsymptoteCannotRun() }
            if own.outOfMemory != nil { return search.record(.missed, at: position) }
            guard let comparison = comparison(own, other, look: look) else {
                lacksFigure = true
                return
            }
            let verdict = comparison.verdict(within: share)
            guard verdict != .open || look == schedule.counts.count - 1 else { continue }
            tests.removeAll { $0.position == position }
            tests.append(
                KneeTest(
                    position: position, reference: asymptote, ratio: comparison.ratio, verdict: verdict, pairs: pairs))
            let isBetter = comparison.isHigher(by: share * Self.countingPart)
            return search.record(verdict, at: position, isBetter: isBetter)
        }
    }

    private mutating func comparison(
        _ own: ReplicationSeries, _ other: ReplicationSeries, look: Int
    ) -> KneeComparison? {
        let metric = metric ?? objective.metric(for: [other, own])
        self.metric = metric
        return KneeComparison(
            metric, of: own, against: other, error: schedule.error(atLook: look) / Double(search.plannedTests),
            pairs: schedule.counts[look])
    }

    private mutating func run(
        _ positions: [Int], _ count: Int, _ threads: Int, _ progress: (Int) -> Void
    ) async throws(ReplicationError) {
        var chosen = positions.map { series[$0] ?? ReplicationSeries(points[$0].scenario) }
        let before = chosen.map(\.reports.count).min() ?? 0
        defer {
            for (position, one) in zip(positions, chosen) where one.hasBegun { series[position] = one }
        }
        do throws(ReplicationError) {
            try await source.extend(&chosen, to: count, threads: threads) { finished, all in
                progress(before + finished * (count - before) / max(1, all))
            }
        } catch {
            var error = error
            error.scenario = positions[error.scenario]
            throw error
        }
    }
}

extension ReplicationSeries {
    /// Whether there is something to report of it.
    fileprivate var hasBegun: Bool { !reports.isEmpty || outOfMemory != nil }
}
