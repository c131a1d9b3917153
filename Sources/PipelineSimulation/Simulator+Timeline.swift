import BasicContainers
import DiscreteEvent
import PipelineRuns
import Pipelines
import Timelines

/// What a recorder is told, where one is.
extension Simulator {
    /// Work that waits in no line begins.
    @inline(never)
    mutating func recordBegin(of number: UInt32) {
        state.recorder?.began(jobs[number].work, accelerator: Int(jobs[number].rank), job: number, at: queue.now)
    }

    /// Work gets its server.
    @inline(never)
    mutating func recordService(of number: UInt32) {
        guard jobs[number].work.place.kind.station != nil else { return }
        recordBegin(of: number)
        let setup = jobs[number].serviceNanoseconds - jobs[number].computeNanoseconds
        if jobs[number].work.place == .accelerator {
            state.recorder?.computes(job: number, from: SimulationTime.sum(queue.now, setup))
        }
    }

    /// Work is over.
    @inline(never)
    mutating func recordEnd(of number: UInt32) { state.recorder?.ended(job: number, at: queue.now) }

    /// Simulates as far as the recorder's window reaches.
    consuming func timeline() throws(TimelineSimulationError) -> Timeline {
        do throws(SimulationError) { try advance() } catch { throw .simulation(error) }
        guard let recorder = state.recorder else {
            preconditionFailure("a simulator without a recorder was asked for a timeline")
        }
        do throws(TimelineError) { return try recorder.timeline(at: queue.now) } catch { throw .timeline(error) }
    }
}
