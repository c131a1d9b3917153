import BasicContainers
import DiscreteEvent
import Measurements
import PipelineRuns
import Pipelines

/// From what was counted to the results that the event engine would have.
extension RecurrenceRun {
    /// The results of a run that is over.
    mutating func results() -> RunResults {
        let now = training.record.history.lastEpochEnd
        addSeries()
        var results: [RunResults.Stage] = []
        for stage in 0..<stages.count { results.append(RunResults.Stage(held: stages[stage].held)) }
        return RunResults(
            scenario: scenario, history: training.record.history, epochs: training.record.epochs,
            stepIntervals: training.record.stepIntervals, end: moment(at: now),
            firstElementAt: training.firstElementAt, utilisations: [training.utilisation],
            memory: [MemoryUse(peakHeldBytes: memory.peakHeld, peakBytes: memory.peak)],
            stages: results, resources: resources(at: now), drawnTimes: durations.drawnTimes(scenario),
            events: events, engine: .recurrence)
    }

    /// Ends of what takes time: what the event engine schedules.
    private var events: UInt64 {
        var events = UInt64(training.finishedSteps)
        for stage in 0..<stages.count {
            events += UInt64(stages[stage].timedPieces + stages[stage].transferCount - stages[stage].mereTransfers)
        }
        return events
    }

    /// What the run has come to at a time after which nothing has happened yet (ns).
    func moment(at now: Int64) -> RunMoment {
        var counters = training.counters(at: now)
        var sums = Array(repeating: 0.0, count: stages.count * StageCounter.count)
        for stage in 0..<stages.count {
            let work = stages[stage].workNanoseconds(at: now)
            add(work, ofStage: stage, to: &counters)
            counters.bandwidthNanoseconds += Double(stages[stage].transfers.nanoseconds(at: now)) / costs.highestBandwidth
            let first = stage * StageCounter.count
            setCounters(
                ofStage: stage, work: work, heldBack: stages[stage].heldBack.integral(at: now),
                ahead: stages[stage].ahead.nanoseconds(at: now), at: now, in: &sums, from: first)
            setWaits(stages[stage].waits, in: &sums, from: first)
        }
        return RunMoment(counters: counters, stages: sums)
    }

    /// A stage's counters, but for the waits.
    private func setCounters(
        ofStage stage: Int, work: Int64, heldBack: Int64, ahead: Int64, at now: Int64, in sums: inout [Double],
        from first: Int
    ) {
        sums[first + StageCounter.workers.rawValue] = Double(work)
        if stages[stage].place.kind.isStorage { sums[first + StageCounter.storage.rawValue] = Double(work) }
        sums[first + StageCounter.calls.rawValue] = Double(wide: Int128(stages[stage].concurrency) * Int128(now))
        sums[first + StageCounter.heldBack.rawValue] = Double(heldBack)
        sums[first + StageCounter.ahead.rawValue] = Double(ahead)
    }

    @inline(__always)
    private func setWaits(_ waits: WaitTimes, in sums: inout [Double], from first: Int) {
        for cause in WaitCause.allCases { sums[first + StageCounter.wait(cause).rawValue] = Double(waits[cause]) }
    }

    /// A stage's work is that of the resources which it occupies.
    private func add(_ work: Int64, ofStage stage: Int, to counters: inout RunSnapshot) {
        let kind = stages[stage].place.kind
        if kind.station == .disk { counters.diskSlotNanoseconds += Double(work) }
        if kind.station == .workers { counters.workerNanoseconds += Double(work) }
        if kind.cores == .one { counters.coreNanoseconds += Double(work) }
    }

    /// The counters at the ends of steps.
    private mutating func addSeries() {
        var snapshots: [RunSnapshot] = []
        swap(&snapshots, &training.snapshots)
        let (flow, count) = (training.record.history.flow, training.record.history.series.levelCount)
        let sections = flow.sections
        var levels = Array(repeating: 0.0, count: count * snapshots.count)
        for snapshot in snapshots.indices.dropFirst() {
            let cut = snapshot - 1
            for (index, section) in sections.enumerated() {
                levels[snapshot * count + 2 * index] = Double(stages[section.stage].made.atCuts[cut])
                levels[snapshot * count + 2 * index + 1] = snapshots[snapshot].samples
            }
            for stage in 0..<stages.count {
                let work = stages[stage].workNanoseconds(atCut: cut)
                add(work, ofStage: stage, to: &snapshots[snapshot])
                snapshots[snapshot].bandwidthNanoseconds +=
                    Double(stages[stage].transfers.atCuts[cut]) / costs.highestBandwidth
                let first = snapshot * count + flow.levelCount + stage * StageCounter.count
                setCounters(
                    ofStage: stage, work: work, heldBack: stages[stage].heldBack.atCuts[cut],
                    ahead: stages[stage].ahead.atCuts[cut], at: snapshots[snapshot].timeNanoseconds, in: &levels,
                    from: first)
                setWaits(training.waits[cut * stages.count + stage], in: &levels, from: first)
            }
        }
        training.record.history.series = SnapshotSeries(
            snapshots: snapshots, levels: levels, levelCount: count, stride: training.stride)
    }

    /// What the disk, the cores and the pool have measured: nobody waits for them.
    private func resources(at now: Int64) -> [ResourceReport] {
        let (disk, cpu) = (scenario.platform.disk, scenario.platform.cpu)
        var (reads, transfers, computed, called) = (Served(), Served(), Served(), Served())
        for stage in 0..<stages.count {
            let (kind, work) = (stages[stage].place.kind, Int128(stages[stage].workNanoseconds(at: now)))
            if kind.station == .disk { reads.add(stages[stage].pieces, work) }
            transfers.add(stages[stage].transferCount, Int128(stages[stage].transfers.nanoseconds(at: now)))
            if kind.station == .workers { called.add(stages[stage].pieces, work) }
            if kind.cores == .one { computed.add(stages[stage].timedPieces, work) }
        }
        return [
            ResourceReport("disk queue", reads.statistics(servers: disk.queueDepth, at: now)),
            ResourceReport("disk bandwidth", transfers.statistics(servers: 1, at: now)),
            ResourceReport("cores", computed.statistics(servers: cpu.cores, at: now)),
            ResourceReport("workers", called.statistics(servers: cpu.workers, at: now)),
        ]
    }
}

/// Pieces of work that did not wait for a resource, and their time (ns).
private struct Served {
    private var pieces = 0
    private var nanoseconds: Int128 = 0

    mutating func add(_ pieces: Int, _ nanoseconds: Int128) {
        self.pieces += pieces
        self.nanoseconds += nanoseconds
    }

    func statistics(servers: Int, at now: Int64) -> StationStatistics {
        StationStatistics(servers: servers, served: pieces, nanoseconds: nanoseconds, until: now)
    }
}
