import BasicContainers
import DiscreteEvent
import Pipelines
import Timelines

/// What a recorder is told, where one is.
extension Simulator {
    /// Work that waits in no line begins.
    @inline(never)
    mutating func recordBegin(of number: UInt32) {
        recorder?.began(jobs[number].work, accelerator: Int(jobs[number].rank), job: number, at: queue.now)
    }

    /// Work gets its server.
    @inline(never)
    mutating func recordService(of number: UInt32) {
        guard jobs[number].work.place.waitsInLine else { return }
        recordBegin(of: number)
        let setup = jobs[number].serviceNanoseconds - jobs[number].computeNanoseconds
        if jobs[number].work.place == .accelerator {
            recorder?.computes(job: number, from: SimulationTime.sum(queue.now, setup))
        }
    }

    /// Work is over.
    @inline(never)
    mutating func recordEnd(of number: UInt32) { recorder?.ended(job: number, at: queue.now) }

    /// All pipelines have reacted to what has happened now; nothing more need happen after the window.
    @inline(never)
    mutating func observe() {
        guard var recorder = self.recorder.take() else { return }
        for rank in 0..<ranks.count {
            let isAtBarrier = barrier.contains { $0.completion.rank == rank }
            let waits = isAtBarrier || ranks[rank].run.isBetweenEpochs || ranks[rank].run.isFinished
            recorder.observe(ranks[rank].run, accelerator: rank, waits: waits, at: queue.now)
        }
        if recorder.isOver(at: queue.now) { isOver = true }
        self.recorder = recorder
    }

    /// Simulates as far as the recorder's window reaches.
    consuming func timeline() throws(TimelineSimulationError) -> Timeline {
        do throws(SimulationError) { try advance() } catch { throw .simulation(error) }
        guard let recorder else { preconditionFailure("a simulator without a recorder was asked for a timeline") }
        do throws(TimelineError) { return try recorder.timeline(at: queue.now) } catch { throw .timeline(error) }
    }
}
