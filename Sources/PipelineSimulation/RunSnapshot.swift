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
    var batches: Double
    var samples: Double
    var bytes: Double
    /// Time that training loops waited for elements while no step computed, over all accelerators; one whose data have
    /// ended waits until the epoch is over for all.
    var stallNanoseconds: Double
    /// Time that accelerators waited for others to finish a step.
    var barrierNanoseconds: Double
    /// Time that steps computed, over all accelerators.
    var computeNanoseconds: Double
    var copyNanoseconds: Double
    var diskSlotNanoseconds: Double
    var bandwidthNanoseconds: Double
    var coreNanoseconds: Double
    var workerNanoseconds: Double
}

extension RunSnapshot {
    /// The beginning of a run.
    static let start = RunSnapshot(
        timeNanoseconds: 0, steps: 0, batches: 0, samples: 0, bytes: 0, stallNanoseconds: 0, barrierNanoseconds: 0,
        computeNanoseconds: 0, copyNanoseconds: 0, diskSlotNanoseconds: 0, bandwidthNanoseconds: 0,
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
            snapshot.batches += Double(training.finishedSteps)
            snapshot.samples += Double(training.finishedSamples)
            snapshot.bytes += Double(wide: training.finishedBytes)
            // What goes on now counts as far as it has come: another accelerator's step need not end with this one's.
            snapshot.stallNanoseconds += Double(ranks[rank].run.stallNanoseconds(at: now))
            snapshot.computeNanoseconds += Double(ranks[rank].unfinishedNanoseconds(at: now))
            if waitingRanks > 0 { snapshot.stallNanoseconds += Double(ranks[rank].starvedNanoseconds(at: now)) }
            snapshot.copyNanoseconds += Double(wide: ranks[rank].copyEngine.statistics(at: now).busyIntegral)
        }
        snapshot.stallNanoseconds += record.starvedNanoseconds
        snapshot.barrierNanoseconds = record.barrierNanoseconds
        snapshot.computeNanoseconds += record.computeNanoseconds
        snapshot.diskSlotNanoseconds = Double(wide: diskSlots.statistics(at: now).busyIntegral)
        // Of a curve of bandwidths, "in use" means the share of the highest that transfers have got.
        snapshot.bandwidthNanoseconds =
            costs.highestBandwidth > 1
            ? record.transferredNanoseconds / costs.highestBandwidth
            : Double(wide: bandwidth.statistics(at: now).busyIntegral)
        let isSharing = scenario.platform.cpu.discipline == .sharing
        let coreStatistics = isSharing ? sharedCores.statistics(at: now) : cores.statistics(at: now)
        snapshot.coreNanoseconds = Double(wide: coreStatistics.busyIntegral)
        snapshot.workerNanoseconds = Double(wide: workers.statistics(at: now).busyIntegral)
        return snapshot
    }
}
