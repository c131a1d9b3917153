import BasicContainers
import DequeModule
import PipelineRuns
import Pipelines
import Timelines

/// What a recorder is told, where one is.
extension ExecutionState {
    /// Work has got its server; of several steps in a device's queue the first one computes.
    mutating func recordBegin(of job: UInt32, at now: Int64) {
        guard state.recorder != nil, let assignment = jobs[Int(job)] else { return }
        if assignment.work.place == .accelerator {
            queuedSteps[assignment.rank].append(job)
            if queuedSteps[assignment.rank].count > 1 { return }
        }
        state.recorder?.began(assignment.work, accelerator: assignment.rank, job: job, at: now)
    }

    /// Work is over, and a step behind it in the device's queue computes.
    ///
    /// - Parameter computed: the part of a step that was computation (ns).
    mutating func recordEnd(of job: UInt32, _ assignment: Assignment, computed: Int64?, at now: Int64) {
        guard state.recorder != nil else { return }
        let isOnDevice = assignment.work.place == .accelerator
        if isOnDevice, let computed { state.recorder?.computes(job: job, from: now - computed) }
        state.recorder?.ended(job: job, at: now)
        guard isOnDevice, queuedSteps[assignment.rank].first == job else { return }
        queuedSteps[assignment.rank].removeFirst()
        guard let next = queuedSteps[assignment.rank].first, let step = jobs[Int(next)] else { return }
        state.recorder?.began(step.work, accelerator: assignment.rank, job: next, at: now)
    }

    /// What was recorded, if anything was to be.
    var timeline: Result<Timeline, TimelineError>? {
        guard let recorder = state.recorder, let endedAt else { return nil }
        do throws(TimelineError) { return .success(try recorder.timeline(at: endedAt)) } catch {
            return .failure(error)
        }
    }
}
