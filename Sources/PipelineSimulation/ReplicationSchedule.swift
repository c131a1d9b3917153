import PipelineRuns
import Pipelines

/// Which replication of which scenario comes next: those of earlier scenarios first.
struct ReplicationSchedule {
    /// A replication to start.
    struct Start: Sendable {
        var position: Int
        var replication: Int
        var scenario: Scenario
    }

    private var rounds: [ReplicationRounds?]
    /// The first scenario whose result has not been taken.
    private var first = 0
    private var finishedScenarios = 0
    private var finishedReplications = 0
    private let count: Int

    init(_ scenarios: [Scenario]) {
        rounds = scenarios.map { ReplicationRounds($0) }
        count = scenarios.count
    }

    /// The next to start; nil when there is none before others finish.
    ///
    /// - Complexity: O(scenarios that have begun and whose results have not been taken).
    mutating func next() -> Start? {
        for position in rounds.indices[first...] {
            guard let replication = rounds[position]?.next(), let scenario = rounds[position]?.scenario else {
                continue
            }
            return Start(position: position, replication: replication, scenario: scenario)
        }
        return nil
    }

    mutating func finished(_ start: Start, _ run: FinishedRun) {
        rounds[start.position]?.finished(start.replication, run.outcome, run.history)
        finishedReplications += 1
        if rounds[start.position]?.result != nil { finishedScenarios += 1 }
    }

    /// The next result in order, once.
    mutating func takeFinished() -> (Int, Replications)? {
        guard first < count, let result = rounds[first]?.result else { return nil }
        rounds[first] = nil
        first += 1
        return (first - 1, result)
    }

    /// The result of a scenario that has just been finished, once, whether or not those before it are.
    mutating func takeFinished(at position: Int) -> Replications? {
        guard let result = rounds[position]?.result else { return nil }
        rounds[position] = nil
        while first < count, rounds[first] == nil { first += 1 }
        return result
    }

    var progress: ReplicationProgress {
        // Of scenarios that are not finished, only those that have begun count: a few at a time.
        var share = Double(finishedScenarios)
        for case let round? in rounds[first...] where round.result == nil {
            guard round.finishedCount > 0 else { break }
            share += Double(round.finishedCount) / Double(round.target)
        }
        return ReplicationProgress(
            finishedScenarios: finishedScenarios, scenarios: count, finishedReplications: finishedReplications,
            fraction: count == 0 ? 1 : share / Double(count))
    }
}
