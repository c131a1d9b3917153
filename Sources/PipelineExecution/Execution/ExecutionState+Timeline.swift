import BasicContainers
import DequeModule
import PipelineSimulation
import Pipelines
import Timelines

/// What a recorder is told, where one is.
extension ExecutionState {
    /// Work has got its server; of several steps in a device's queue the first one computes.
    mutating func recordBegin(of job: UInt32, at now: Int64) {
        guard recorder != nil, let assignment = jobs[Int(job)] else { return }
        if assignment.work.place == .accelerator {
            queuedSteps[assignment.rank].append(job)
            if queuedSteps[assignment.rank].count > 1 { return }
        }
        recorder?.began(assignment.work, accelerator: assignment.rank, job: job, at: now)
    }

    /// Work is over, and a step behind it in the device's queue computes.
    ///
    /// - Parameter computed: the part of a step that was computation (ns).
    mutating func recordEnd(of job: UInt32, _ assignment: Assignment, computed: Int64?, at now: Int64) {
        guard recorder != nil else { return }
        let isOnDevice = assignment.work.place == .accelerator
        if isOnDevice, let computed { recorder?.computes(job: job, from: now - computed) }
        recorder?.ended(job: job, at: now)
        guard isOnDevice, queuedSteps[assignment.rank].first == job else { return }
        queuedSteps[assignment.rank].removeFirst()
        guard let next = queuedSteps[assignment.rank].first, let step = jobs[Int(next)] else { return }
        recorder?.began(step.work, accelerator: assignment.rank, job: next, at: now)
    }

    /// All pipelines have reacted to what has happened; after the window the execution is over.
    mutating func observe() {
        guard var recorder = self.recorder.take() else { return }
        let now = now
        for rank in 0..<ranks.count {
            let isAtBarrier = barrier.contains { $0.completion.rank == rank }
            let waits = isAtBarrier || ranks[rank].run.isBetweenEpochs || ranks[rank].run.isFinished
            recorder.observe(ranks[rank].run, accelerator: rank, waits: waits, at: now)
        }
        let isPast = recorder.isOver(at: now)
        self.recorder = recorder
        if isPast { end() }
    }

    /// What was recorded, if anything was to be.
    var timeline: Result<Timeline, TimelineError>? {
        guard let recorder, let endedAt else { return nil }
        do throws(TimelineError) { return .success(try recorder.timeline(at: endedAt)) } catch {
            return .failure(error)
        }
    }
}
