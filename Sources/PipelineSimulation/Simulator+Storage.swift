import BasicContainers
import DequeModule
import DiscreteEvent
import PipelineRuns
import Pipelines

/// The disk's bandwidth in the course of a run, the pace at which it accepts requests, and the read cache.
extension Simulator {
    /// The next change of the disk's bandwidth, if there is one.
    mutating func planBandwidth() {
        guard let next = laterBandwidths.first else { return }
        let at = SimulationTime.countedNanoseconds(inSeconds: next.fromSeconds)
        if at < SimulationTime.latest.nanoseconds { queue.schedule(at: at, target: Self.courseTimer) }
    }

    mutating func changeBandwidth() {
        guard let next = laterBandwidths.popFirst() else { return }
        bandwidth.setRates(costs.relativeRates(next.bytesPerSecond), in: &queue)
        planBandwidth()
    }

    /// A request waits in its place until storage accepts it.
    @inline(never)
    mutating func pace(_ number: UInt32) {
        let place = jobs[number].work.place
        guard place == .disk || place == .diskRequest else { return }
        var delay = requestPace.isLimited ? requestPace.delay(at: queue.now) : 0
        if place == .disk && openPace.isLimited { delay = max(delay, openPace.delay(at: queue.now)) }
        jobs[number].serviceNanoseconds = SimulationTime.sum(jobs[number].serviceNanoseconds, delay)
    }

    /// A sample has been read from the disk.
    mutating func leaveDisk(_ number: UInt32) {
        if let next = diskSlots.release(at: queue.now) { granted.append(next) }
        guard state.hasReadCache, state.writesToCache(jobs[number].work) else { return finish(number) }
        writeToCache(number)
    }

    /// It goes to the read cache's own disk before it is passed on.
    private mutating func writeToCache(_ number: UInt32) {
        if isRecorded { recordEnd(of: number) }
        served.finished(jobs[number], callComputes: costs.callComputes)
        let work = jobs[number].work
        jobs[number].work.place = .cacheWrite
        jobs[number].serviceNanoseconds = state.durations[Int(jobs[number].rank)].nextCacheWriteLatency(
            for: work.element, at: queue.now)
        jobs[number].transferNanoseconds = costs.cacheTransferNanoseconds(work.element.bytes)
        enterCache(number)
    }

    mutating func enterCache(_ number: UInt32) {
        if cacheSlots.request(number, at: queue.now) { serve(number) }
    }

    mutating func leaveCache(_ number: UInt32) {
        if let next = cacheSlots.release(at: queue.now) { granted.append(next) }
        finish(number)
    }
}
