package import BasicContainers
import DiscreteEvent
import Measurements
import Pipelines

/// What a run has accumulated at the end of a step; figures of a window are differences of two of these.
package struct RunSnapshot: CumulativeSnapshot {
    package var timeNanoseconds: Int64
    /// Steps of the first accelerator, which meets the others at a barrier after each.
    package var steps: Int64
    /// Batches of all accelerators.
    package var batches: Double
    package var samples: Double
    package var bytes: Double
    /// Time that training loops waited for elements while no step computed, over all accelerators; one whose data have
    /// ended waits until the epoch is over for all.
    package var stallNanoseconds: Double
    /// Time that accelerators waited for others to finish a step.
    package var barrierNanoseconds: Double
    /// Time that steps computed, over all accelerators.
    package var computeNanoseconds: Double
    package var copyNanoseconds: Double
    package var diskSlotNanoseconds: Double
    package var bandwidthNanoseconds: Double
    package var coreNanoseconds: Double
    package var workerNanoseconds: Double
}

extension RunSnapshot {
    /// The beginning of a run.
    package static let start = RunSnapshot(
        timeNanoseconds: 0, steps: 0, batches: 0, samples: 0, bytes: 0, stallNanoseconds: 0, barrierNanoseconds: 0,
        computeNanoseconds: 0, copyNanoseconds: 0, diskSlotNanoseconds: 0, bandwidthNanoseconds: 0,
        coreNanoseconds: 0, workerNanoseconds: 0)

    /// What pipelines and steps have come to now; the backend adds what its resources have.
    ///
    /// - Parameter waitingRanks: accelerators whose epoch is over while others' is not.
    package init(
        _ record: borrowing RunRecord, _ ranks: borrowing RigidArray<Rank>, waitingRanks: Int, at now: Int64
    ) {
        self = .start
        timeNanoseconds = now
        steps = ranks[0].run.training.finishedSteps
        for rank in 0..<ranks.count {
            let training = ranks[rank].run.training
            batches += Double(training.finishedSteps)
            samples += Double(training.finishedSamples)
            bytes += Double(wide: training.finishedBytes)
            // What goes on now counts as far as it has come: another accelerator's step need not end with this one's.
            stallNanoseconds += Double(ranks[rank].run.stallNanoseconds(at: now))
            computeNanoseconds += Double(ranks[rank].unfinishedNanoseconds(at: now))
            if waitingRanks > 0 { stallNanoseconds += Double(ranks[rank].starvedNanoseconds(at: now)) }
            copyNanoseconds += Double(wide: ranks[rank].copyEngine.statistics(at: now).busyIntegral)
        }
        stallNanoseconds += record.starvedNanoseconds
        barrierNanoseconds = record.barrierNanoseconds
        computeNanoseconds += record.computeNanoseconds
    }
}

extension Simulator {
    /// The counters now.
    mutating func snapshot() -> RunSnapshot {
        let now = queue.now
        var snapshot = RunSnapshot(record, ranks, waitingRanks: waitingRanks, at: now)
        snapshot.diskSlotNanoseconds = Double(wide: diskSlots.statistics(at: now).busyIntegral)
        // Of a curve of bandwidths, "in use" means the share of the highest that transfers have got.
        snapshot.bandwidthNanoseconds =
            costs.highestBandwidth > 1
            ? bandwidth.attainedNanoseconds(at: now) / costs.highestBandwidth
            : Double(wide: bandwidth.statistics(at: now).busyIntegral)
        let isSharing = scenario.platform.cpu.discipline == .sharing
        let coreStatistics = isSharing ? sharedCores.statistics(at: now) : cores.statistics(at: now)
        snapshot.coreNanoseconds = Double(wide: coreStatistics.busyIntegral)
        snapshot.workerNanoseconds = Double(wide: workers.statistics(at: now).busyIntegral)
        return snapshot
    }
}
