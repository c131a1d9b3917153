public import PipelineRuns
public import Pipelines

/// Replications of one scenario to which more can be added, for answers that look at them now and then.
///
/// The first ones agree on where the warm-up ends, and later ones keep to it, so that the figures are those of `replicate`
/// with the same number of replications.
public struct ReplicationSeries: Sendable {
    /// What is run.
    public let scenario: Scenario
    /// What the replications measured, in their order; when memory ran out, those before the one where it did.
    public private(set) var reports: [RunReport] = []
    /// The first replication that ran out of modelled memory, if one did: the scenario cannot run.
    public private(set) var outOfMemory: OutOfMemory?
    /// Where the warm-up ends, once the first replications have agreed on it.
    package private(set) var warmUp: WarmUpEnd?
    /// The number of the first replication: 0, but in a part of a series that is run elsewhere.
    fileprivate let first: Int

    /// Nothing was run yet.
    public init(_ scenario: Scenario) {
        self.scenario = scenario
        first = 0
    }

    /// A later part of a series: nothing of it was run yet.
    ///
    /// - Parameters:
    ///   - scenario: what is run.
    ///   - first: the number of its first replication.
    ///   - warmUp: where the replications before it have agreed that the warm-up ends.
    package init(_ scenario: Scenario, from first: Int, warmUp: WarmUpEnd?) {
        self.scenario = scenario
        self.first = first
        self.warmUp = warmUp
    }

    /// What was run until now.
    public var replications: Replications {
        Replications(scenario: scenario, reports: reports, outOfMemory: outOfMemory)
    }

    /// Adds what the same series had added before: the same replications, to the last digit.
    package mutating func append(_ stored: StoredReplications) {
        if warmUp == nil { warmUp = stored.warmUp }
        reports += stored.reports
        outOfMemory = stored.outOfMemory
    }

    /// - Parameter runs: the next replications, in their order.
    mutating func append(_ runs: [FinishedRun]) {
        let warmUp = warmUp ?? WarmUpEnd(of: runs.map(\.history))
        self.warmUp = warmUp
        for run in runs where outOfMemory == nil {
            switch run.outcome.steady(after: warmUp, in: run.history) {
            case .completed(let report): reports.append(report)
            case .outOfMemory(let outOfMemory): self.outOfMemory = outOfMemory
            }
        }
    }
}

/// Adds replications to several series at a time, until each has a number of them.
///
/// Series with the same seed draw from the same random streams (common random numbers): their i-th reports are pairs. One
/// whose memory ran out, or that has as many already, gets no more. The first ten are run first: from these alone the end of
/// the warm-up is told, and a scenario without enough memory is not run a thousand times. So the first number that a series
/// is extended to should be at least ten, or all that it will have.
///
/// - Parameters:
///   - series: get their replications when all of a series are finished; those of others stay when one fails.
///   - count: replications that each has in the end.
///   - threads: replications that run at the same time, at least 1.
///   - progress: told after every replication how many of those to be added are finished.
/// - Throws: `ReplicationError` for the first replication that failed, or when the task is cancelled.
public func extend(
    _ series: inout [ReplicationSeries], to count: Int, threads: Int,
    progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in }
) async throws(ReplicationError) {
    var finished = 0
    for target in Set([min(ReplicationRounds.firstRound, count), count]).sorted() {
        let all = finished + series.starts(to: count).count
        let starts = series.starts(to: target)
        var runs = series.map { _ in [Int: FinishedRun]() }
        var waiting = starts[...]
        defer { series.append(runs, of: starts) }
        try await runReplications(threads: threads) {
            waiting.popFirst()
        } finished: { start, run in
            runs[start.position][start.replication] = run
            finished += 1
            progress(finished, all)
            return true
        }
    }
}

extension [ReplicationSeries] {
    /// Replications that are missing until each series has a number of them.
    fileprivate func starts(to count: Int) -> [ReplicationSchedule.Start] {
        enumerated().flatMap { position, one -> [ReplicationSchedule.Start] in
            let next = one.first + one.reports.count
            guard one.outOfMemory == nil, next < count else { return [] }
            return (next..<count).map {
                ReplicationSchedule.Start(position: position, replication: $0, scenario: one.scenario)
            }
        }
    }

    /// Adds what was run to the series all of whose replications are finished.
    ///
    /// - Parameters:
    ///   - runs: those of each series, by their number.
    ///   - starts: all that were to be run, those of each series in their order.
    fileprivate mutating func append(_ runs: [[Int: FinishedRun]], of starts: [ReplicationSchedule.Start]) {
        for position in indices {
            let asked = starts.filter { $0.position == position }
            let done = asked.compactMap { runs[position][$0.replication] }
            if !asked.isEmpty, done.count == asked.count { self[position].append(done) }
        }
    }
}
