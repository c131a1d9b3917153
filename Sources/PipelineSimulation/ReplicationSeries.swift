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
    private var warmUp: WarmUpEnd?

    /// Nothing was run yet.
    public init(_ scenario: Scenario) { self.scenario = scenario }

    /// What was run until now.
    public var replications: Replications {
        Replications(scenario: scenario, reports: reports, outOfMemory: outOfMemory)
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

/// A replication that came to an end.
struct FinishedRun: Sendable {
    var outcome: RunOutcome
    var history: RunHistory
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
    precondition(threads >= 1, "Something must run the replications")
    func missing(to count: Int) -> [ReplicationSchedule.Start] {
        series.enumerated().flatMap { position, one -> [ReplicationSchedule.Start] in
            guard one.outOfMemory == nil, one.reports.count < count else { return [] }
            return (one.reports.count..<count).map {
                ReplicationSchedule.Start(position: position, replication: $0, scenario: one.scenario)
            }
        }
    }
    var finished = 0
    for target in Set([min(ReplicationRounds.firstRound, count), count]).sorted() {
        let starts = missing(to: target)
        let (before, all) = (finished, finished + missing(to: count).count)
        let added = await finishedRuns(starts, threads: threads) { done, _ in progress(before + done, all) }
        try series.append(added, of: starts)
        finished += starts.count
    }
}

extension [ReplicationSeries] {
    /// Adds what was run to the series all of whose replications are finished.
    ///
    /// - Parameters:
    ///   - added: one for each start, nil for those that did not run.
    ///   - starts: replications of the series by position, those of each in their order.
    /// - Throws: `ReplicationError` for the first that failed.
    fileprivate mutating func append(
        _ added: [Result<FinishedRun, SimulationError>?], of starts: [ReplicationSchedule.Start]
    ) throws(ReplicationError) {
        var runs = [[FinishedRun]](repeating: [], count: count)
        var failure: ReplicationError?
        for (start, result) in zip(starts, added) {
            switch result {
            case .success(let run)?: runs[start.position].append(run)
            case .failure(let error)? where failure == nil:
                failure = ReplicationError(
                    scenario: start.position, variant: start.scenario.variant, replication: start.replication,
                    error: error)
            case .failure?, nil: break
            }
        }
        for position in indices {
            let asked = starts.count { $0.position == position }
            if asked > 0, runs[position].count == asked { self[position].append(runs[position]) }
        }
        if let failure { throw failure }
    }
}

/// Runs replications, some at a time; nil for those that were not started, because one before them failed.
private func finishedRuns(
    _ starts: [ReplicationSchedule.Start], threads: Int, progress: (Int, Int) -> Void
) async -> [Result<FinishedRun, SimulationError>?] {
    await withTaskGroup(of: (Int, Result<FinishedRun, SimulationError>).self) { group in
        var results = [Result<FinishedRun, SimulationError>?](repeating: nil, count: starts.count)
        var (next, finished, hasFailed) = (0, 0, false)
        func startNext() {
            guard next < starts.count, !hasFailed else { return }
            let (position, start) = (next, starts[next])
            next += 1
            group.addTask { (position, Result { () throws(SimulationError) in try run(start) }) }
        }
        for _ in 0..<threads { startNext() }
        while let (position, result) = await group.next() {
            results[position] = result
            if case .failure = result { hasFailed = true }
            finished += 1
            progress(finished, starts.count)
            startNext()
        }
        return results
    }
}

private func run(_ start: ReplicationSchedule.Start) throws(SimulationError) -> FinishedRun {
    if Task.isCancelled { throw .cancelled }
    let (outcome, history) = try simulateReplication(start.scenario, UInt32(start.replication))
    return FinishedRun(outcome: outcome, history: history)
}
