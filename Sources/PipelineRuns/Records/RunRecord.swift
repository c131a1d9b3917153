import BasicContainers
package import Measurements
package import Pipelines

/// What is noted while a run goes on; its size does not depend on the number of steps.
package struct RunRecord: ~Copyable {
    /// What tells the run's steady part.
    package var history: RunHistory
    /// Calls that each stage may have at a time, where nothing tunes them.
    private let calls: [Int]
    /// Storage for the numbers that go with a snapshot, used again for each.
    private var levels: [Double] = []
    /// Time from the end of a step to the end of the next in its epoch, on the first accelerator.
    package private(set) var stepIntervals = LatencyHistogram()
    package private(set) var epochs = EpochLengths()
    /// Time that steps computed, over all accelerators.
    package private(set) var computeNanoseconds = 0.0
    /// Time that accelerators waited at the barrier for others to finish a step, and for the meeting.
    package private(set) var barrierNanoseconds = 0.0
    /// Time that accelerators without data waited for the end of the others' epoch.
    package private(set) var starvedNanoseconds = 0.0
    /// The end of the epoch's latest step, if it has had one.
    private var lastStepEnd: Int64?

    /// A run at its beginning.
    package init(_ scenario: Scenario) {
        history = RunHistory(scenario)
        calls = scenario.pipeline.stages.map(\.operator.concurrency)
    }

    /// Whether a step has ended.
    package var hasSteps: Bool { history.series.snapshots.count > 1 }

    func isDue(step: Int64) -> Bool { history.series.isDue(step: step) }

    /// - Parameter ranks: the accelerators, as they are at the snapshot.
    mutating func add(_ snapshot: RunSnapshot, _ ranks: inout RigidArray<Rank>) {
        levels.removeAll(keepingCapacity: true)
        history.flow.addLevels(&ranks, to: &levels)
        Self.addStageCounters(calls: calls, &ranks, at: snapshot.timeNanoseconds, to: &levels)
        history.series.record(snapshot, levels: levels)
    }

    /// What the run has come to now.
    ///
    /// - Parameters:
    ///   - counters: its own counters now.
    ///   - ranks: the accelerators now.
    func moment(_ counters: RunSnapshot, _ ranks: inout RigidArray<Rank>) -> RunMoment {
        var stages: [Double] = []
        Self.addStageCounters(calls: calls, &ranks, at: counters.timeNanoseconds, to: &stages)
        return RunMoment(counters: counters, stages: stages)
    }

    /// Appends the counters of the stages in their order, over all accelerators.
    private static func addStageCounters(
        calls: [Int], _ ranks: inout RigidArray<Rank>, at now: Int64, to sums: inout [Double]
    ) {
        let first = sums.count
        for _ in 0..<calls.count * StageCounter.count { sums.append(0) }
        for rank in 0..<ranks.count { ranks[rank].addCounters(calls: calls, at: now, to: &sums, from: first) }
    }

    mutating func waitedForOthers(_ nanoseconds: Int64) { barrierNanoseconds += Double(nanoseconds) }

    mutating func starved(_ nanoseconds: Int64) { starvedNanoseconds += Double(nanoseconds) }

    mutating func stepEnded(_ completion: Completion, at now: Int64) {
        computeNanoseconds += Double(completion.servedNanoseconds)
        if completion.rank == 0 { noteStep(at: now) }
    }

    /// A step of the first accelerator ended.
    ///
    /// - Parameter computed: how long it computed (ns).
    package mutating func stepEnded(computed: Int64, at now: Int64) {
        computeNanoseconds += Double(computed)
        noteStep(at: now)
    }

    private mutating func noteStep(at now: Int64) {
        if let lastStepEnd { stepIntervals.record(now - lastStepEnd) }
        lastStepEnd = now
    }

    /// The epoch of all accelerators ended.
    ///
    /// - Parameter ranks: the accelerators, as they are at the snapshot.
    mutating func epochEnded(_ snapshot: RunSnapshot, _ ranks: inout RigidArray<Rank>) {
        epochEnded(moment(snapshot, &ranks))
    }

    /// The epoch of all accelerators ended.
    ///
    /// - Parameter moment: what the run has come to.
    package mutating func epochEnded(_ moment: RunMoment) {
        lastStepEnd = nil
        epochs.epochEnded(at: moment.counters.timeNanoseconds)
        history.epochEnded(moment)
    }
}
