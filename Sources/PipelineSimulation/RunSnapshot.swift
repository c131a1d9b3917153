import BasicContainers
import DiscreteEvent
import Measurements
import Pipelines

/// What a run has accumulated at the end of a step; figures of a window are differences of two of these.
struct RunSnapshot: CumulativeSnapshot {
    var timeNanoseconds: Int64
    /// Steps of the first accelerator, which meets the others at a barrier after each.
    var steps: Int64
    /// Batches of all accelerators.
    var batches: Int64
    var samples: Int64
    var bytes: Int64
    /// Time that training loops waited for elements, over all accelerators.
    var stallNanoseconds: Int64
    /// Time that steps computed, over all accelerators.
    var computeNanoseconds: Int64
    /// Time that accelerators were occupied: copies and launches included.
    var acceleratorNanoseconds: Int64
    var copyNanoseconds: Int64
    var diskSlotNanoseconds: Int64
    var bandwidthNanoseconds: Int64
    var coreNanoseconds: Int64
    var workerNanoseconds: Int64
}

extension RunSnapshot {
    /// The beginning of a run.
    static let start = RunSnapshot(
        timeNanoseconds: 0, steps: 0, batches: 0, samples: 0, bytes: 0, stallNanoseconds: 0, computeNanoseconds: 0,
        acceleratorNanoseconds: 0, copyNanoseconds: 0, diskSlotNanoseconds: 0, bandwidthNanoseconds: 0,
        coreNanoseconds: 0, workerNanoseconds: 0)
}

extension Simulator {
    /// The counters now.
    func snapshot() -> RunSnapshot {
        let now = queue.now
        var snapshot = RunSnapshot.start
        snapshot.timeNanoseconds = now
        snapshot.steps = ranks[0].run.training.finishedSteps
        for rank in 0..<ranks.count {
            let training = ranks[rank].run.training
            snapshot.batches += training.finishedSteps
            snapshot.samples += training.finishedSamples
            snapshot.bytes += training.finishedBytes
            snapshot.stallNanoseconds += ranks[rank].run.stallNanoseconds
            snapshot.acceleratorNanoseconds += Int64(ranks[rank].accelerator.statistics(at: now).busyIntegral)
            snapshot.copyNanoseconds += Int64(ranks[rank].copyEngine.statistics(at: now).busyIntegral)
        }
        snapshot.computeNanoseconds = record.computeNanoseconds
        snapshot.diskSlotNanoseconds = Int64(diskSlots.statistics(at: now).busyIntegral)
        snapshot.bandwidthNanoseconds = Int64(bandwidth.statistics(at: now).busyIntegral)
        let isSharing = scenario.platform.cpu.discipline == .sharing
        let coreStatistics = isSharing ? sharedCores.statistics(at: now) : cores.statistics(at: now)
        snapshot.coreNanoseconds = Int64(coreStatistics.busyIntegral)
        snapshot.workerNanoseconds = Int64(workers.statistics(at: now).busyIntegral)
        return snapshot
    }
}
