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
/// whose memory ran out, or that has as many already, gets no more. The first number that a series is extended to should be
/// 10 or what its plan says: the end of the warm-up is told from these alone.
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
    var starts: [ReplicationSchedule.Start] = []
    for (position, one) in series.enumerated() where one.outOfMemory == nil && one.reports.count < count {
        starts += (one.reports.count..<count).map {
            ReplicationSchedule.Start(position: position, replication: $0, scenario: one.scenario)
        }
    }
    let added = await finishedRuns(starts, threads: threads, progress: progress)
    var failure: ReplicationError?
    for position in Set(starts.map(\.position)).sorted() {
        let own = zip(starts, added).filter { $0.0.position == position }
        var runs: [FinishedRun] = []
        for (start, result) in own {
            switch result {
            case .success(let run)?: runs.append(run)
            case .failure(let error)?:
                failure =
                    failure
                    ?? ReplicationError(
                        scenario: position, variant: start.scenario.variant, replication: start.replication,
                        error: error)
            case nil: break
            }
        }
        if runs.count == own.count { series[position].append(runs) }
    }
    if let failure { throw failure }
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
