import BasicContainers
public import Measurements
import Pipelines

/// Times by the name of a lock (ns), in the order of the pipeline's stages.
package typealias LockTimes = InlineArray<4, Double>

/// What a run has accumulated at the end of a step; figures of a window are differences of two of these.
@usableFromInline
package struct RunSnapshot: CumulativeSnapshot {
    @usableFromInline package var timeNanoseconds: Int64 = 0
    /// Steps of the first accelerator, which meets the others at a barrier after each.
    @usableFromInline package var steps: Int64 = 0
    /// Batches of all accelerators.
    package var batches: Double = 0
    package var samples: Double = 0
    package var bytes: Double = 0
    /// Time that training loops waited for elements while no step computed, over all accelerators; one whose data have
    /// ended waits until the epoch is over for all.
    package var stallNanoseconds: Double = 0
    /// Time that accelerators waited for others to finish a step.
    package var barrierNanoseconds: Double = 0
    /// Time that steps computed, over all accelerators.
    package var computeNanoseconds: Double = 0
    package var copyNanoseconds: Double = 0
    package var diskSlotNanoseconds: Double = 0
    package var bandwidthNanoseconds: Double = 0
    /// Time of the requests that storage accepts and of the files that it opens, at the pace at which it does.
    package var requestNanoseconds: Double = 0
    package var openingNanoseconds: Double = 0
    /// Places in the queue of the read cache, and its bandwidth.
    package var cacheSlotNanoseconds: Double = 0
    package var cacheBandwidthNanoseconds: Double = 0
    /// Samples that were asked for, and those that the read cache had.
    package var askedSamples: Double = 0
    package var foundSamples: Double = 0
    /// Copies to accelerators in the steps' own path.
    package var pathCopyNanoseconds: Double = 0
    /// Launches that accelerators waited for.
    package var launchNanoseconds: Double = 0
    /// Checkpoints and evaluations, and waits for those of others.
    package var interruptionNanoseconds: Double = 0
    /// The part of `stallNanoseconds` at the beginnings and ends of epochs.
    package var boundaryNanoseconds: Double = 0
    /// The part of `stallNanoseconds` that accelerators without data wait for the end of the others' epoch.
    package var starvedNanoseconds: Double = 0
    package var coreNanoseconds: Double = 0
    package var workerNanoseconds: Double = 0
    /// Time that locks were held, by their name.
    package var lockNanoseconds = LockTimes(repeating: 0)
}

extension RunSnapshot {
    /// The beginning of a run.
    package static let start = RunSnapshot()

    /// What pipelines and steps have come to now; the backend adds what its resources have.
    ///
    /// Record and accelerators are not changed: a call on what is borrowed copies it.
    ///
    /// - Parameter waitingRanks: accelerators whose epoch is over while others' is not.
    init(
        _ record: inout RunRecord, _ ranks: inout RigidArray<Rank>, waitingRanks: Int, at now: Int64
    ) {
        self = .start
        timeNanoseconds = now
        for rank in 0..<ranks.count {
            let loop = ranks[rank].run.loopCounters(at: now)
            if rank == 0 { steps = loop.finishedSteps }
            batches += Double(loop.finishedSteps)
            samples += Double(loop.finishedSamples)
            bytes += Double(wide: loop.finishedBytes)
            // What goes on now counts as far as it has come: another accelerator's step need not end with this one's.
            stallNanoseconds += Double(loop.stallNanoseconds)
            computeNanoseconds += Double(ranks[rank].unfinishedNanoseconds(at: now))
            add(ranks[rank].losses(at: now))
        }
        if waitingRanks > 0 { addWaits(ranks, at: now) }
        starvedNanoseconds += record.starvedNanoseconds
        stallNanoseconds += starvedNanoseconds
        barrierNanoseconds = record.barrierNanoseconds
        computeNanoseconds += record.computeNanoseconds
    }

    /// Accelerators whose epoch is over have starved, but for what others had more of interruptions.
    private mutating func addWaits(_ ranks: borrowing RigidArray<Rank>, at now: Int64) {
        var longest: Int64 = 0
        for rank in 0..<ranks.count { longest = max(longest, ranks[rank].interruptionsInEpoch(at: now)) }
        for rank in 0..<ranks.count {
            let waited = ranks[rank].waitedNanoseconds(at: now)
            guard waited > 0 else { continue }
            let starved = max(0, waited - (longest - ranks[rank].interruptionsInEpoch))
            starvedNanoseconds += Double(starved)
            interruptionNanoseconds += Double(waited - starved)
        }
    }

    private mutating func add(_ losses: LoopLosses) {
        pathCopyNanoseconds += Double(losses.copies)
        launchNanoseconds += Double(losses.launches)
        interruptionNanoseconds += Double(losses.interruptions)
        boundaryNanoseconds += Double(losses.boundaries)
    }
}
