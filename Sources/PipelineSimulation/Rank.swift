import DiscreteEvent
import Measurements
import Pipelines

/// One accelerator with its copy engine, and the pipeline that feeds it.
struct Rank: ~Copyable {
    var run: PipelineRun
    var durations: StageDurations
    var accelerator = FIFOServers(servers: 1)
    var copyEngine = FIFOServers(servers: 1)
    var utilisation = AcceleratorUtilisation()
    /// When its latest epoch ended (ns).
    private(set) var epochEndedAt: Int64 = 0
    private let expectedSteps: Int64?
    /// The epoch that its steps belong to, counted from 0.
    private(set) var epoch = 0
    /// When the step that runs begins to compute, and when it has computed (ns); both far away when none runs.
    private var computing = (from: Int64.max, until: Int64.max)
    /// There when a stage's parallelism is automatic.
    var autotuner: Autotuner?

    init(_ scenario: Scenario, replication: UInt32, rank: Int) throws(PipelineError) {
        let share = try scenario.onAccelerator(rank)
        let rank = UInt32(rank)
        run = PipelineRun(
            share.pipeline, platform: share.platform, options: share.options, seed: share.run.seed,
            replication: replication, rank: rank)
        durations = StageDurations(share, replication: replication, rank: rank)
        expectedSteps = share.pipeline.totalSteps
        autotuner = Autotuner(share)
        utilisation.epochStarted(at: 0)
    }

    /// The epoch's iterator was created: its tuning begins.
    mutating func beginTuning(at now: Int64) { autotuner?.epochBegan(&run, at: now) }

    /// Work of the pipeline was completed.
    mutating func noteWork(ofStage stage: Int, generation: UInt32, nanoseconds: Int64) {
        autotuner?.finished(stage: stage, generation: generation, nanoseconds: nanoseconds, in: run)
    }

    /// Tunes what is automatic; false when nothing has changed.
    mutating func tune(at now: Int64) -> Bool { autotuner?.tune(&run, at: now) ?? false }

    /// A step began that computes between these times (ns).
    mutating func beginComputing(from: Int64, until: Int64) { computing = (from, until) }

    mutating func stepEnded(at now: Int64, computeNanoseconds: Int64) {
        computing = (.max, .max)
        utilisation.stepEnded(at: now, computeNanoseconds: computeNanoseconds)
    }

    /// How long the step that runs has computed by now (ns).
    func unfinishedNanoseconds(at now: Int64) -> Int64 { max(0, min(now, computing.until) - min(now, computing.from)) }

    /// How long it has waited by now for the end of the others' epoch, if its own is over (ns).
    func starvedNanoseconds(at now: Int64) -> Int64 {
        run.isBetweenEpochs || run.isFinished ? now - epochEndedAt : 0
    }

    /// Notes the end of an epoch; false when none has ended.
    mutating func hasEndedEpoch(at now: Int64) -> Bool {
        guard run.currentEpoch != epoch else { return false }
        epoch = run.currentEpoch
        epochEndedAt = now
        utilisation.epochEnded(at: now)
        return true
    }

    mutating func beginNextEpoch(at now: Int64) {
        utilisation.epochStarted(at: now)
        run.beginNextEpoch(at: now)
    }

    func checkSteps() throws(SimulationError) {
        let finished = run.training.finishedSteps
        if let expectedSteps, finished != expectedSteps {
            throw .stepsLost(expected: expectedSteps, finished: finished)
        }
    }
}
