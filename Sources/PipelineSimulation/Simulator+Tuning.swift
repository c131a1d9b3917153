import BasicContainers
import DiscreteEvent
import PipelineRuns
import Pipelines

extension Simulator {
    /// The timer of an accelerator's tuner.
    @inline(never)
    mutating func tune(rank: Int) {
        // A timer that an earlier epoch has left behind counts for nothing.
        guard state.ranks[rank].autotuner?.dueAt == queue.now, !state.ranks[rank].run.isFinished else { return }
        let isStuck = jobs.isEmpty
        let hasChanged = state.ranks[rank].tune(at: queue.now)
        if hasChanged { beginNewWork(of: rank) }
        // Without work and without change nothing can happen any more: the queue must run empty to show it.
        if isStuck && !hasChanged { return }
        state.ranks[rank].autotuner?.beginPeriod(at: queue.now)
        scheduleTuning(of: rank)
    }

    mutating func scheduleTuning(of rank: Int) {
        guard let autotuner = state.ranks[rank].autotuner, autotuner.algorithm != .off else { return }
        queue.schedule(after: autotuner.dueAt - queue.now, target: Self.autotuneTimer + UInt32(rank))
    }
}
