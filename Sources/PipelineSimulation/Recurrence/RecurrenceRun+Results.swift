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
        let places = CounterPlaces()
        var counters = training.counters(at: now)
        var sums = Array(repeating: 0.0, count: stages.count * places.count)
        for stage in 0..<stages.count {
            let done = StageMoment(
                work: stages[stage].workNanoseconds(at: now), transfers: stages[stage].transfers.nanoseconds(at: now),
                heldBack: stages[stage].heldBack.integral(at: now), ahead: stages[stage].ahead.nanoseconds(at: now),
                waits: stages[stage].waits)
            add(done, ofStage: stage, to: &counters)
            set(done, ofStage: stage, at: now, in: &sums, from: stage * places.count, places)
        }
        return RunMoment(counters: counters, stages: sums)
    }

    /// The counters at the ends of steps.
    private mutating func addSeries() {
        var snapshots: [RunSnapshot] = []
        swap(&snapshots, &training.snapshots)
        let (flow, count) = (training.record.history.flow, training.record.history.series.levelCount)
        var levels = Array(repeating: 0.0, count: count * snapshots.count)
        for (index, section) in flow.sections.enumerated() {
            for cut in 0..<cuts.times.count {
                let place = (cut + 1) * count + 2 * index
                levels[place] = Double(stages[section.stage].made.atCuts[cut])
                levels[place + 1] = snapshots[cut + 1].samples
            }
        }
        let places = CounterPlaces()
        for stage in 0..<stages.count {
            let first = flow.levelCount + stage * places.count
            for cut in 0..<cuts.times.count {
                let done = stages[stage].moment(atCut: cut, training.waits[cut * stages.count + stage])
                add(done, ofStage: stage, to: &snapshots[cut + 1])
                set(
                    done, ofStage: stage, at: cuts.times[cut].time, in: &levels, from: (cut + 1) * count + first, places
                )
            }
        }
        training.record.history.series = SnapshotSeries(
            snapshots: snapshots, levels: levels, levelCount: count, stride: training.stride)
    }

    /// A stage's work is that of the resources which it occupies.
    @inline(__always)
    private func add(_ done: StageMoment, ofStage stage: Int, to counters: inout RunSnapshot) {
        let kind = stages[stage].place.kind
        if kind.station == .disk { counters.diskSlotNanoseconds += Double(done.work) }
        if kind.station == .workers { counters.workerNanoseconds += Double(done.work) }
        if kind.cores == .one { counters.coreNanoseconds += Double(done.work) }
        counters.bandwidthNanoseconds += Double(done.transfers) / costs.highestBandwidth
    }

    @inline(__always)
    private func set(
        _ done: StageMoment, ofStage stage: Int, at now: Int64, in sums: inout [Double], from first: Int,
        _ places: CounterPlaces
    ) {
        sums[first + places.workers] = Double(done.work)
        if stages[stage].place.kind.isStorage { sums[first + places.storage] = Double(done.work) }
        sums[first + places.calls] = Double(wide: Int128(stages[stage].concurrency) * Int128(now))
        sums[first + places.heldBack] = Double(done.heldBack)
        sums[first + places.ahead] = Double(done.ahead)
        for (cause, place) in places.waits { sums[first + place] = Double(done.waits[cause]) }
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

/// What a stage has come to at an instant (ns).
struct StageMoment {
    let work: Int64
    let transfers: Int64
    let heldBack: Int64
    let ahead: Int64
    let waits: WaitTimes
}

/// Where a stage's counters stand among its numbers, asked for once: each answer is a call.
private struct CounterPlaces {
    let count = StageCounter.count
    let workers = StageCounter.workers.rawValue
    let storage = StageCounter.storage.rawValue
    let calls = StageCounter.calls.rawValue
    let heldBack = StageCounter.heldBack.rawValue
    let ahead = StageCounter.ahead.rawValue
    let waits = WaitCause.allCases.map { ($0, StageCounter.wait($0).rawValue) }
}
