import BasicContainers
import DiscreteEvent
import Pipelines

extension Simulator {
    /// Work of a pipeline with automatic parallelism was completed; the creation of an iterator begins its epoch.
    @inline(never)
    mutating func noteForTuning(
        _ place: Work.Place, stage: Int32, generation: UInt32, rank: Int, nanoseconds: Int64
    ) {
        if place == .handOver || place.isInterruption { return }
        guard place == .iteratorCreation else {
            return ranks[rank].noteWork(ofStage: Int(stage), generation: generation, nanoseconds: nanoseconds)
        }
        ranks[rank].beginTuning(at: queue.now)
        scheduleTuning(of: rank)
    }

    /// The timer of an accelerator's tuner.
    @inline(never)
    mutating func tune(rank: Int) {
        // A timer that an earlier epoch has left behind counts for nothing.
        guard ranks[rank].autotuner?.dueAt == queue.now, !ranks[rank].run.isFinished else { return }
        let isStuck = jobs.isEmpty
        let hasChanged = ranks[rank].tune(at: queue.now)
        if hasChanged { beginNewWork(of: rank) }
        // Without work and without change nothing can happen any more: the queue must run empty to show it.
        if isStuck && !hasChanged { return }
        ranks[rank].autotuner?.beginPeriod(at: queue.now)
        scheduleTuning(of: rank)
    }

    private mutating func scheduleTuning(of rank: Int) {
        guard let autotuner = ranks[rank].autotuner, autotuner.algorithm != .off else { return }
        queue.schedule(after: autotuner.dueAt - queue.now, target: Self.autotuneTimer + UInt32(rank))
    }
}
