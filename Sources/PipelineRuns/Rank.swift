import Measurements
public import Pipelines

/// One accelerator, and the pipeline that feeds it.
@usableFromInline
package struct Rank: ~Copyable {
    @usableFromInline package var run: PipelineRun
    /// Of its epochs.
    package var utilisation = RunUtilisation()
    /// When its latest epoch ended (ns).
    private(set) var epochEndedAt: Int64 = 0
    /// When its latest epoch's training ended: before the checkpoint or evaluation that followed (ns).
    private(set) var trainingEndedAt: Int64 = 0
    /// What its steps and its loop have lost, apart from waiting for data and for others.
    package var losses = LoopLosses()
    private var interruptedSince: Int64?
    /// What its interruptions had come to when it last met the others, and when its epoch began (ns).
    private var interruptionsBefore = (meeting: Int64(0), epoch: Int64(0))
    /// How long it was interrupted in its latest epoch, up to the end of its training (ns).
    private(set) var interruptionsInEpoch: Int64 = 0
    private let expectedSteps: Int64?
    /// The epoch that its steps belong to, counted from 0.
    package private(set) var epoch = 0
    /// When the step that runs begins to compute, and when it has computed (ns); both far away when none runs.
    private var computing = (from: Int64.max, until: Int64.max)
    /// How long it copies before it computes (ns).
    private var copying: Int64 = 0
    /// There when a stage's parallelism is automatic.
    package var autotuner: Autotuner?

    /// - Parameters:
    ///   - share: the accelerator's own part of the scenario.
    ///   - replication: number of the replication whose samples are drawn.
    init(_ share: Scenario, replication: UInt32, rank: UInt32) {
        run = PipelineRun(
            share.pipeline, platform: share.platform, options: share.options, seed: share.run.seed,
            replication: replication, rank: rank)
        expectedSteps = share.pipeline.totalSteps
        autotuner = Autotuner(share)
        utilisation.all.epochStarted(at: 0)
    }

    /// The epoch's iterator was created: its tuning begins.
    mutating func beginTuning(at now: Int64) { autotuner?.epochBegan(&run, at: now) }

    /// Work of the pipeline was completed.
    mutating func noteWork(ofStage stage: Int, generation: UInt32, nanoseconds: Int64) {
        autotuner?.finished(stage: stage, generation: generation, nanoseconds: nanoseconds, in: run)
    }

    /// Tunes what is automatic; false when nothing has changed.
    package mutating func tune(at now: Int64) -> Bool { autotuner?.tune(&run, at: now) ?? false }

    /// A step began that computes between these times (ns), and copies just before for so long.
    package mutating func beginComputing(from: Int64, until: Int64, copying: Int64) {
        computing = (from, until)
        self.copying = copying
    }

    /// - Parameter now: when it was done, though it may have waited for others since (ns).
    mutating func stepEnded(_ step: Completion, at now: Int64) {
        // The next one, if it was enqueued, has begun already. How long one on the CPU takes is not known before its
        // end.
        if computing.until <= now || step.work.place == .trainerCore { computing = (.max, .max) }
        utilisation.all.stepEnded(
            at: now, computeNanoseconds: step.servedNanoseconds, samples: step.work.element.samples)
    }

    /// How long the step that runs has computed by now (ns).
    mutating func unfinishedNanoseconds(at now: Int64) -> Int64 {
        max(0, min(now, computing.until) - min(now, computing.from))
    }

    /// How long it has waited by now for the end of the others' epoch, if its own is over (ns).
    func waitedNanoseconds(at now: Int64) -> Int64 {
        // An end that is only just happening is noted a moment later; a failure ends no epoch.
        let isWaiting = run.isBetweenEpochs || run.isFinished && run.failure == nil
        return epoch == run.currentEpoch && isWaiting ? now - epochEndedAt : 0
    }

    /// How long it has been interrupted by now in the others' epoch, up to the end of its own training if it is over
    /// (ns).
    func interruptionsInEpoch(at now: Int64) -> Int64 {
        waitedNanoseconds(at: now) > 0
            ? interruptionsInEpoch : losses(at: now).interruptions - interruptionsBefore.epoch
    }

    /// Notes the end of an epoch; false when none has ended.
    mutating func hasEndedEpoch(at now: Int64) -> Bool {
        guard run.currentEpoch != epoch else { return false }
        epoch = run.currentEpoch
        epochEndedAt = now
        trainingEndedAt = interruptedSince ?? now
        interruptionsInEpoch = losses.interruptions - interruptionsBefore.epoch
        if let interruptedSince {
            losses.interruptions += now - interruptedSince
            self.interruptedSince = nil
        } else {
            utilisation.all.epochEnded(at: now)
        }
        utilisation.epochIsOver()
        return true
    }

    /// What its loop has lost by `now` (ns), whatever goes on as far as it has come.
    @inline(__always)
    func losses(at now: Int64) -> LoopLosses {
        var losses = losses
        if computing.from > now, computing.from < .max {
            // The launch is waited for first.
            let left = computing.from - now
            losses.copies -= min(left, copying)
            losses.launches -= left - min(left, copying)
        }
        if let interruptedSince { losses.interruptions += now - interruptedSince }
        losses.boundaries = run.boundaryNanoseconds(at: now)
        return losses
    }

    /// A checkpoint or an evaluation begins: with it ends a stretch of steps that has a utilisation of its own, as
    /// DLIO's blocks have.
    package mutating func beginInterruption(at now: Int64) {
        guard interruptedSince == nil else { return }
        interruptedSince = now
        utilisation.all.epochEnded(at: now)
    }

    /// A checkpoint or an evaluation is over, or a part of one; with none left, the next stretch of steps begins.
    mutating func endInterruption(at now: Int64) {
        guard !run.isInterrupted, run.currentEpoch == epoch else { return }
        if let interruptedSince { losses.interruptions += now - interruptedSince }
        interruptedSince = nil
        utilisation.all.epochStarted(at: now)
    }

    /// How long it has been interrupted since it last met the others (ns).
    var interruptionsSinceMeeting: Int64 { losses.interruptions - interruptionsBefore.meeting }

    /// It has met the others, after so long a wait for their interruptions (ns), which is no more a part of AU than its
    /// own.
    mutating func met(afterInterruption waited: Int64) {
        losses.interruptions += waited
        if waited > 0 { utilisation.all.leaveOut(waited) }
        interruptionsBefore.meeting = losses.interruptions
    }

    mutating func beginNextEpoch(at now: Int64) {
        interruptionsBefore = (losses.interruptions, losses.interruptions)
        utilisation.all.epochStarted(at: now)
        run.beginNextEpoch(at: now)
    }

    /// Steps that its data hold, and those that it has done, where they differ at the end of a run: a mistake in an
    /// operator.
    package var lostSteps: (expected: Int64, finished: Int64)? {
        let finished = run.training.finishedSteps
        guard let expectedSteps, finished != expectedSteps else { return nil }
        return (expectedSteps, finished)
    }
}
