import BasicContainers
import DequeModule
import DiscreteEvent
import PipelineRuns
import Pipelines

/// Locks that calls hold for the last part of their service, one at a time, first come, first served.
extension Simulator {
    /// The part of a call's service that is under its lock.
    @inline(never)
    func drawLock(_ job: inout Job) {
        guard state.locks.number(for: job.work, rank: Int(job.rank)) != nil else { return }
        job.lockedNanoseconds = state.locks.heldNanoseconds(of: job.serviceNanoseconds, stage: job.work.stage)
    }

    /// A part of a call's service is over: it asks for its lock, or passes it on.
    ///
    /// - Returns: whether more of the service is to come.
    @inline(never)
    mutating func goesOnUnderLock(_ number: UInt32) -> Bool {
        guard let lock = state.locks.number(for: jobs[number].work, rank: Int(jobs[number].rank)) else { return false }
        if jobs[number].holdsLock {
            if let next = locks[lock].release(at: queue.now) { take(lock, for: next) }
            return false
        }
        jobs[number].lockWaitNanoseconds = -queue.now
        if locks[lock].request(number, at: queue.now) { take(lock, for: number) }
        return true
    }

    private mutating func take(_ lock: Int, for number: UInt32) {
        let waited = jobs[number].lockWaitNanoseconds + queue.now
        jobs[number].lockWaitNanoseconds = waited
        jobs[number].holdsLock = true
        if waited > 0 {
            let handOver = state.locks.handOverNanoseconds(stage: jobs[number].work.stage)
            jobs[number].lockedNanoseconds = SimulationTime.sum(jobs[number].lockedNanoseconds, handOver)
            jobs[number].serviceNanoseconds = SimulationTime.sum(jobs[number].serviceNanoseconds, handOver)
        }
        granted.append(number)
    }

    /// Time that locks have been held, by their name (ns).
    func lockNanoseconds(at now: Int64) -> LockTimes {
        state.locks.sums(ranks: state.ranks.count) { Double(wide: locks[$0].statistics(at: now).busyIntegral) }
    }
}
