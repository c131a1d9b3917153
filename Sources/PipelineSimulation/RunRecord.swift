package import BasicContainers
package import Measurements
package import Pipelines

/// What is noted while a run goes on; its size does not depend on the number of steps.
package struct RunRecord: ~Copyable {
    package private(set) var series: SnapshotSeries<RunSnapshot>
    /// What the series keeps account of beside its snapshots.
    let flow: SampleFlow
    /// Time from the end of a step to the end of the next in its epoch, on the first accelerator.
    package private(set) var stepIntervals = LatencyHistogram()
    package private(set) var epochSeconds = Tally()
    package private(set) var firstEpochSeconds: Double?
    package private(set) var laterEpochSeconds = Tally()
    package private(set) var firstEpochEnd: RunSnapshot?
    /// When the latest epoch after the first ended, if one has.
    package private(set) var laterEpochEnd: RunSnapshot?
    /// Time that steps computed, over all accelerators.
    package private(set) var computeNanoseconds = 0.0
    /// Time that accelerators waited at the barrier for others to finish a step, and for the meeting.
    package private(set) var barrierNanoseconds = 0.0
    /// Time that accelerators without data waited for the end of the others' epoch.
    package private(set) var starvedNanoseconds = 0.0
    /// How long each stage's work took, over all accelerators.
    package private(set) var stageTimes: RigidArray<WorkTimes>
    package private(set) var stageTimesAtFirstEpochEnd: [WorkTimes]
    private var epochBeganAt: Int64 = 0
    /// The end of the epoch's latest step, if it has had one.
    private var lastStepEnd: Int64?

    package init(_ scenario: Scenario) {
        let stages = scenario.pipeline.stages.count + 1
        flow = SampleFlow(scenario)
        series = SnapshotSeries(start: .start, levelCount: flow.levelCount)
        stageTimes = RigidArray(repeating: WorkTimes(), count: stages)
        stageTimesAtFirstEpochEnd = Array(repeating: WorkTimes(), count: stages)
    }

    /// Whether a step has ended.
    package var hasSteps: Bool { series.snapshots.count > 1 }

    package func isDue(step: Int64) -> Bool { series.isDue(step: step) }

    /// - Parameter ranks: the accelerators, as they are at the snapshot.
    package mutating func add(_ snapshot: RunSnapshot, _ ranks: borrowing RigidArray<Rank>) {
        let flow = flow
        series.record(snapshot) { flow.level($0, ranks) }
    }

    /// Work was completed, after waiting for its resources and being served.
    @inline(__always)
    package mutating func finished(_ completion: Completion) {
        guard !completion.work.place.isInterruption else { return }
        stageTimes[Int(completion.work.stage)].add(completion.work, nanoseconds: completion.nanoseconds)
    }

    package mutating func waitedForOthers(_ nanoseconds: Int64) { barrierNanoseconds += Double(nanoseconds) }

    package mutating func starved(_ nanoseconds: Int64) { starvedNanoseconds += Double(nanoseconds) }

    package mutating func stepEnded(_ completion: Completion, at now: Int64) {
        computeNanoseconds += Double(completion.servedNanoseconds)
        guard completion.rank == 0 else { return }
        if let lastStepEnd { stepIntervals.record(now - lastStepEnd) }
        lastStepEnd = now
    }

    /// The epoch of all accelerators ended.
    package mutating func epochEnded(_ snapshot: RunSnapshot) {
        let seconds = Double(snapshot.timeNanoseconds - epochBeganAt) / 1e9
        epochBeganAt = snapshot.timeNanoseconds
        lastStepEnd = nil
        epochSeconds.record(seconds)
        if firstEpochEnd == nil {
            firstEpochEnd = snapshot
            firstEpochSeconds = seconds
            for stage in 0..<stageTimes.count { stageTimesAtFirstEpochEnd[stage] = stageTimes[stage] }
        } else {
            laterEpochEnd = snapshot
            laterEpochSeconds.record(seconds)
        }
    }
}
