import BasicContainers
import DequeModule
import DiscreteEvent
import Measurements
import PipelineRuns
import Pipelines

/// The training loop: a step for each element, one after the other, and what is noted of them.
struct RecurrenceTraining: ~Copyable {
    let runAhead: Int
    let memoryCapacity: Int128
    let epochs: Int
    var record: RunRecord
    var utilisation = RunUtilisation()
    /// Steps between two snapshots, and the last that is followed by one.
    let stride: Int64
    let lastCut: Int64
    /// The counters at the start and at the cuts, as far as the loop has them.
    var snapshots: [RunSnapshot] = [.start]
    /// Its waits for each stage at each cut, by cut and stage.
    var waits = UniqueArray<WaitTimes>()
    /// What the loop has come to, but for what is counted in whole numbers.
    private var counters = RunSnapshot.start
    var firstElementAt: Int64?
    var finishedSteps: Int64 = 0
    var finishedSamples: Int64 = 0
    private var finishedBytes: Int128 = 0
    /// Samples of steps since the lines of changes were looked at: now and then is enough.
    var samplesAhead: Int64 = 0
    /// How often that has been done.
    var advances = 0
    /// Its changes of memory, those at the ends of steps apart.
    var (thread, stepThread) = (0, 0)
    /// The ends of the latest steps, of the epoch: as many as may be unfinished, and one more.
    var ends = UniqueDeque<Happening>()
    /// When the latest step ended (ns).
    var endedAt: Int64 = 0

    init(_ scenario: Scenario) {
        let loop = scenario.pipeline.training
        runAhead = loop.runAhead
        memoryCapacity = scenario.platform.memory.capacityBytes.map { Int128($0) } ?? .max
        epochs = loop.epochs
        record = RunRecord(scenario)
        (stride, lastCut) = SnapshotSeries<RunSnapshot>.kept(ofSteps: scenario.pipeline.totalSteps ?? 0)
        let cuts = Int(lastCut / stride)
        snapshots.reserveCapacity(cuts + 1)
        waits.reserveCapacity(cuts * scenario.pipeline.stages.count)
        utilisation.all.epochStarted(at: 0)
    }

    /// The end of the latest step of the epoch.
    @inline(__always)
    var latestStep: Happening? { ends.isEmpty ? nil : ends[ends.count - 1] }

    /// What it has come to at a time (ns), but for what the stages have done.
    func counters(at now: Int64) -> RunSnapshot {
        var counters = counters
        counters.timeNanoseconds = now
        counters.steps = finishedSteps
        counters.batches = Double(finishedSteps)
        counters.samples = Double(finishedSamples)
        counters.bytes = Double(wide: finishedBytes)
        return counters
    }

    /// It has waited for an element.
    ///
    /// - Parameter isBoundary: whether at the beginning or end of an epoch.
    @inline(__always)
    mutating func waited(_ nanoseconds: Int64, isBoundary: Bool) {
        counters.stallNanoseconds += Double(nanoseconds)
        if isBoundary { counters.boundaryNanoseconds += Double(nanoseconds) }
    }

    /// A step ends that has computed, copied and waited for its launch (ns).
    @inline(__always)
    mutating func stepEnded(_ end: Happening, _ batch: RecurrenceAnswer, computed: Int64, copy: Int64, launch: Int64) {
        if ends.count > runAhead { _ = ends.popFirst() }
        ends.append(end)
        endedAt = end.time
        finishedSteps += 1
        finishedSamples += batch.samples
        finishedBytes += Int128(batch.bytes)
        counters.pathCopyNanoseconds += Double(copy)
        counters.launchNanoseconds += Double(launch)
        counters.computeNanoseconds += Double(computed)
        utilisation.all.stepEnded(at: end.time, computeNanoseconds: computed, samples: batch.samples)
        record.stepEnded(computed: computed, at: end.time)
    }
}

extension RecurrenceRun {
    /// Runs to the end.
    ///
    /// - Throws: why it gives up.
    mutating func run() throws(NoRecurrence) {
        var begin = Happening(time: 0, scheduled: -1, piece: pieces.add(begunAt: .start, stage: -1))
        for epoch in 0..<training.epochs {
            begin = try self.epoch(epoch, from: begin.next)
            endEpoch(epoch, at: begin.time)
            if Task.isCancelled { throw NoRecurrence("cancelled") }
        }
        if begin.time == 0 { throw NoRecurrence("nothing takes time") }
        if training.finishedSteps != scenario.pipeline.totalSteps {
            throw NoRecurrence("the loop finished another number of steps than the data hold")
        }
        if let refusal { throw refusal }
    }

    /// - Returns: its end.
    private mutating func epoch(_ epoch: Int, from begin: Happening) throws(NoRecurrence) -> Happening {
        var (demand, isFirst) = (begin, true)
        training.ends.removeAll()
        while true {
            let answer = next(stages.count - 1, demand)
            noteWait(from: demand, to: answer.at, isBoundary: isFirst || answer.isEnd)
            if let refusal { throw refusal }
            if answer.isEnd { return training.latestStep.map { $0.later(answer.at) } ?? answer.at }
            if training.firstElementAt == nil { training.firstElementAt = answer.at.time }
            memory.reach(answer.at.time, in: training.thread)
            step(answer)
            isFirst = false
            // The loop asks again once few enough steps are unfinished.
            demand = answer.at
            if training.ends.count > training.runAhead {
                demand = demand.later(training.ends[training.ends.count - 1 - training.runAhead])
            }
            training.samplesAhead += answer.samples
            if training.samplesAhead >= 64 { advance(to: training.endedAt) }
        }
    }

    /// The accelerator copies and computes, once it is free and the launch is over.
    @inline(__always)
    private mutating func step(_ batch: RecurrenceAnswer) {
        let computed = stepNanoseconds(batch)
        let copy = costs.copiesTakeTime ? costs.copyNanoseconds(batch.bytes, busyShare: 0) : 0
        let begin = max(batch.at.time, training.latestStep?.time ?? 0)
        let launched = SimulationTime.sum(batch.at.time, costs.launchNanoseconds)
        let launch = max(0, launched - begin)
        let service = SimulationTime.sum(SimulationTime.sum(computed, copy), launch)
        guard service > 0, service < ProcessorSharing.virtualLimit, begin < SimulationTime.latest.nanoseconds / 2 else {
            return refuse("a training step takes no time, or longer than recurrences count")
        }
        let end = Happening(
            time: begin + service, scheduled: begin, piece: pieces.add(begunAt: batch.at, stage: -1))
        memory.work(on: batch.bytes, at: batch.at.time, in: training.thread)
        memory.work(on: -batch.bytes, at: end.time, in: training.stepThread)
        training.stepEnded(end, batch, computed: computed, copy: copy, launch: launch)
        if training.finishedSteps % training.stride == 0, training.finishedSteps <= training.lastCut { cut(at: end) }
    }

    /// All counters are noted.
    private mutating func cut(at end: Happening) {
        cuts.times.append(end)
        training.snapshots.append(training.counters(at: end.time))
        for stage in 0..<stages.count { training.waits.append(stages[stage].waits) }
    }

    private mutating func advance(to latest: Int64) {
        training.samplesAhead = 0
        training.advances += 1
        if training.advances & 0x3FF == 0, Task.isCancelled { refuse("cancelled") }
        cuts.latest = latest
        memory.reach(latest, in: training.stepThread)
        memory.advance()
        for stage in 0..<stages.count { stages[stage].advance(cuts) }
        refuseWhatIsNotKnown()
    }

    /// Gives up where what has been counted may not be what events would count.
    private mutating func refuseWhatIsNotKnown() {
        for stage in 0..<stages.count where stages[stage].made.isAmbiguous {
            refuse("a stage makes an element at the instant at which a step ends")
        }
        if memory.isAmbiguous { refuse("memory has a peak at an instant at which more than one thing happens") }
        if memory.peak > training.memoryCapacity { refuse("memory runs out") }
    }

    /// A stage has come to a time with an element that the loop waits for: nothing further down happens before it.
    ///
    /// Without it, what happens while a large batch or buffer is filled would wait in lines until the next step.
    mutating func advance(to time: Int64, awaiting stage: Int) {
        memory.reach(time, in: training.thread)
        for stage in stage..<stages.count {
            memory.reach(time, in: stages[stage].threads.own)
            memory.reach(time, in: stages[stage].threads.consumer)
            if stages[stage].rule == .calls { memory.reach(time, in: stages[stage].threads.ends) }
        }
        advance(to: max(training.endedAt, time))
    }

    private mutating func endEpoch(_ epoch: Int, at now: Int64) {
        for stage in 0..<stages.count {
            if stages[stage].rule == .calls { calls[stages[stage].index].closeAll(&stages[stage], &memory) }
            if stages[stage].rule == .buffer { buffers[stages[stage].index].empty(&stages[stage]) }
            stages[stage].advance(cuts, isOver: true)
            stages[stage].held.advance(to: now)
        }
        memory.endEpoch(at: now)
        refuseWhatIsNotKnown()
        training.utilisation.all.epochEnded(at: now)
        training.utilisation.epochIsOver()
        training.record.epochEnded(moment(at: now))
        guard epoch + 1 < training.epochs else { return }
        training.utilisation.all.epochStarted(at: now)
        for stage in 0..<stages.count {
            reset(stage)
            // What is dropped at the end of an epoch was made by nobody.
            stages[stage].made.total = training.finishedSamples
        }
    }

    private mutating func reset(_ stage: Int) {
        let index = stages[stage].index
        switch stages[stage].rule {
        case .reading: readings[index].beginEpoch()
        case .calls: calls[index].reset()
        case .batch: batches[index].hasEnded = false
        case .buffer: buffers[index].reset()
        case .shuffle: shuffles[index].reset()
        case .call, .passing: break
        }
    }
}

extension Happening {
    /// Before all others.
    fileprivate static let start = Happening(time: 0, scheduled: -1, piece: Happening.ambiguous)
}
