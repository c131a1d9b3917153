import BasicContainers
import DequeModule
import DiscreteEvent
import PipelineRuns
import Pipelines
import Variates

/// What the simulator adds to what happens between pieces of work.
extension Simulator {
    var now: Int64 { queue.now }

    var isStopped: Bool { error != nil }

    @inline(__always)
    mutating func continueNow() -> Bool {
        guard let job = granted.popFirst() else { return false }
        serve(job)
        return true
    }

    mutating func end() { isOver = true }

    func willBeginWork(of rank: Int) {}

    @inline(__always)
    mutating func goesOn(afterBeginningWorkOf rank: Int) -> Bool {
        if state.ranks[rank].run.isOutOfMemory { isOutOfMemory = true }
        return true
    }

    @inline(__always)
    mutating func willSettle(_ completion: Completion) {
        completed += 1
        if completed & 0xFFFF == 0 && Task.isCancelled { error = .cancelled }
        if !steps.isEmpty && completion.work.place.isStep {
            steps[completion.rank].computed(completion, at: queue.now, epoch: state.ranks[completion.rank].epoch)
        }
    }

    /// Nothing: there are no bytes to keep.
    mutating func didRead(_ completion: Completion, isKept: Bool) {}

    @inline(__always)
    mutating func didReport(_ completion: Completion, isKnown: Bool) {
        if isKnown { served.returned(completion) }
    }

    mutating func didReportStep(_ completion: Completion) {
        if !steps.isEmpty { steps[completion.rank].ended(at: queue.now) }
    }

    mutating func meet() -> Bool {
        let overhead = SimulationTime.countedNanoseconds(inSeconds: barrierOverhead.next(at: queue.now))
        if overhead > 0 { queue.schedule(after: overhead, target: Self.barrierTimer) }
        return overhead == 0
    }

    mutating func leaveBarrier(after step: Completion) {
        if step.work.place == .accelerator { leaveAccelerator(of: step.rank) }
    }

    mutating func didBeginTuning(of rank: Int) { scheduleTuning(of: rank) }

    mutating func addCounters(to snapshot: inout RunSnapshot) {
        let now = snapshot.timeNanoseconds
        for rank in 0..<copyEngines.count {
            snapshot.copyNanoseconds += Double(wide: copyEngines[rank].busyNanoseconds(at: now))
        }
        snapshot.diskSlotNanoseconds = Double(wide: diskSlots.busyNanoseconds(at: now))
        // Of a curve of bandwidths, "in use" means the share of the highest that transfers have got.
        if !scenario.platform.disk.laterBandwidths.isEmpty {
            snapshot.bandwidthNanoseconds = bandwidth.attainedShareNanoseconds(at: now)
        } else if costs.highestBandwidth > 1 {
            snapshot.bandwidthNanoseconds = bandwidth.attainedNanoseconds(at: now) / costs.highestBandwidth
        } else {
            snapshot.bandwidthNanoseconds = Double(wide: bandwidth.busyNanoseconds(at: now))
        }
        snapshot.requestNanoseconds = requestPace.busyNanoseconds(at: now)
        snapshot.openingNanoseconds = openPace.busyNanoseconds(at: now)
        snapshot.cacheSlotNanoseconds = Double(wide: cacheSlots.busyNanoseconds(at: now))
        snapshot.cacheBandwidthNanoseconds = Double(wide: cacheBandwidth.busyNanoseconds(at: now))
        snapshot.coreNanoseconds = Double(wide: busyCoreNanoseconds(at: now))
        snapshot.workerNanoseconds = Double(wide: workers.busyNanoseconds(at: now))
        if !state.locks.isEmpty { snapshot.lockNanoseconds = lockNanoseconds(at: now) }
    }
}
