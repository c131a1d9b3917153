import Measurements
import Pipelines

/// What is noted while a run goes on; its size does not depend on the number of steps.
struct RunRecord {
    private(set) var series = SnapshotSeries(start: RunSnapshot.start)
    /// Time from the end of a step to the end of the next, on the first accelerator.
    private(set) var stepIntervals = LatencyHistogram()
    private(set) var epochSeconds = Tally()
    private(set) var firstEpochSeconds: Double?
    private(set) var laterEpochSeconds = Tally()
    private(set) var firstElementNanoseconds: Int64?
    private(set) var firstEpochEnd: RunSnapshot?
    private(set) var firstStepEnd: RunSnapshot?
    /// Time that steps computed, over all accelerators.
    private(set) var computeNanoseconds: Int64 = 0
    /// Time that each stage's work took, waits for resources included, over all accelerators.
    private(set) var stageNanoseconds: [Int64]
    private(set) var stageNanosecondsAtFirstEpochEnd: [Int64]
    private(set) var utilisation: [AcceleratorUtilisation]
    private var currentEpoch: [Int]
    private var epochBeganAt: Int64 = 0
    private var lastStepEnd: Int64 = 0
    private let trainsOnCPU: Bool

    init(_ scenario: Scenario) {
        let ranks = scenario.platform.gpu.count
        stageNanoseconds = Array(repeating: 0, count: scenario.pipeline.stages.count + 1)
        stageNanosecondsAtFirstEpochEnd = stageNanoseconds
        utilisation = Array(repeating: AcceleratorUtilisation(), count: ranks)
        for rank in 0..<ranks { utilisation[rank].epochStarted(at: 0) }
        currentEpoch = Array(repeating: 0, count: ranks)
        trainsOnCPU = scenario.pipeline.training.device == .cpu
    }

    func isDue(step: Int64) -> Bool { step == 1 || series.isDue(step: step) }

    mutating func add(_ snapshot: RunSnapshot) {
        if snapshot.steps == 1 { firstStepEnd = snapshot }
        if series.isDue(step: snapshot.steps) { series.record(snapshot) }
    }

    mutating func firstElement(at now: Int64) {
        if firstElementNanoseconds == nil { firstElementNanoseconds = now }
    }

    /// Work was completed, after waiting for its resources and being served.
    mutating func finished(_ job: Job, at now: Int64) {
        if job.work.place != .handOver { stageNanoseconds[Int(job.work.stage)] += now - job.begunAt }
    }

    mutating func stepEnded(_ job: Job, at now: Int64) {
        // On a CPU the step itself slows down when workers take cores from it.
        let compute = trainsOnCPU ? now - job.begunAt : job.computeNanoseconds
        computeNanoseconds += compute
        utilisation[Int(job.rank)].stepEnded(at: now, computeNanoseconds: compute)
        guard job.rank == 0 else { return }
        stepIntervals.record(now - lastStepEnd)
        lastStepEnd = now
    }

    /// Notes the end of an accelerator's epoch; false when it has not ended.
    mutating func epochEnded(of rank: Int, current: Int, _ isFinished: Bool, at now: Int64) -> Bool {
        guard current != currentEpoch[rank] else { return false }
        currentEpoch[rank] = current
        utilisation[rank].epochEnded(at: now)
        if !isFinished { utilisation[rank].epochStarted(at: now) }
        return true
    }

    /// The first accelerator's epoch ended.
    mutating func epochBoundary(_ snapshot: RunSnapshot) {
        let seconds = Double(snapshot.timeNanoseconds - epochBeganAt) / 1e9
        epochBeganAt = snapshot.timeNanoseconds
        epochSeconds.record(seconds)
        if firstEpochEnd == nil {
            firstEpochEnd = snapshot
            firstEpochSeconds = seconds
            stageNanosecondsAtFirstEpochEnd = stageNanoseconds
        } else {
            laterEpochSeconds.record(seconds)
        }
    }
}
