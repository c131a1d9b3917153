import BasicContainers
import DequeModule
import DiscreteEvent
import PipelineRuns
import Pipelines
import Variates

/// One replication, element by element: when each begins and ends follows from those before it, without a queue of
/// events.
///
/// The training loop asks the last stage, which asks the one before it; each answers with the instant at which its
/// element is there, also where it began to make it long before it was asked. All figures are those of the event engine
/// to the bit, but for the number of events. Where the order of two things at one instant would matter and cannot be
/// told, the run gives up.
struct RecurrenceRun: ~Copyable {
    let scenario: Scenario
    let costs: Costs
    let computesAlone: Bool
    var durations: StageDurations
    var stages: RigidArray<RecurrenceStage>
    var readings = UniqueArray<SampleReading>()
    var calls = UniqueArray<RecurrenceCalls>()
    var batches = UniqueArray<RecurrenceBatch>()
    var buffers = UniqueArray<RecurrenceBuffer>()
    var shuffles = UniqueArray<RecurrenceShuffle>()
    var pieces: RecurrencePieces
    var memory = RecurrenceMemory()
    var cuts = Cuts()
    var training: RecurrenceTraining
    /// Why it gives up, if it does.
    var refusal: NoRecurrence?

    init(_ plan: RecurrencePlan, replication: UInt32) {
        scenario = plan.scenario
        costs = Costs(plan.scenario)
        computesAlone = plan.computesAlone
        durations = StageDurations(plan.scenario, replication: replication, rank: 0)
        pieces = RecurrencePieces(reach: plan.reach)
        training = RecurrenceTraining(plan.scenario)
        stages = RigidArray(capacity: plan.rules.count)
        let lastCalls = plan.rules.lastIndex { if case .calls = $0 { true } else { false } } ?? -1
        for (index, stage) in plan.scenario.pipeline.stages.enumerated() {
            add(plan.rules[index], stage, goesAhead: index < lastCalls)
        }
        addThreads()
        for section in training.record.history.flow.sections { stages[section.stage].isCounted = true }
    }

    /// - Parameter goesAhead: whether calls further down ask for elements before the loop waits for them.
    private mutating func add(_ rule: StageRecurrence, _ stage: Pipeline.NamedStage, goesAhead: Bool) {
        switch rule {
        case .reading(let reading):
            let takesTime = scenario.platform.disk.latency != .constant(0)
            stages.append(
                RecurrenceStage(.reading, index: readings.count, stage, at: .disk, takesTime: takesTime))
            readings.append(reading)
        case .call(let call):
            stages.append(RecurrenceStage(.call, index: 0, stage, at: call.place, function: call))
        case .calls(let call, let parallelism, let isOrdered):
            stages.append(RecurrenceStage(.calls, index: calls.count, stage, at: call.place, function: call))
            calls.append(RecurrenceCalls(parallelism: parallelism, isOrdered: isOrdered))
        case .batch(let size, let dropsRemainder):
            let takesTime = stage.operator.serviceTime?.isZero == false
            stages.append(
                RecurrenceStage(.batch, index: batches.count, stage, at: .callerCore, takesTime: takesTime))
            batches.append(
                RecurrenceBatch(size: size, dropsRemainder: dropsRemainder, isAwaited: !goesAhead))
        case .buffer(let limit):
            stages.append(RecurrenceStage(.buffer, index: buffers.count, stage, at: .callerCore))
            buffers.append(RecurrenceBuffer(limit: limit))
        case .shuffle(let capacity, let key):
            stages.append(RecurrenceStage(.shuffle, index: shuffles.count, stage, at: .callerCore))
            shuffles.append(RecurrenceShuffle(capacity: capacity, key: key))
        case .passing:
            stages.append(RecurrenceStage(.passing, index: 0, stage, at: .callerCore))
        }
    }

    /// In which thread each stage is asked, and works.
    private mutating func addThreads() {
        training.thread = memory.addStream()
        training.stepThread = memory.addStream()
        var thread = training.thread
        for stage in (0..<stages.count).reversed() {
            stages[stage].threads.consumer = thread
            if stages[stage].rule == .calls || stages[stage].rule == .buffer { thread = memory.addStream() }
            stages[stage].threads.own = thread
            if stages[stage].rule == .calls { stages[stage].threads.ends = memory.addStream() }
        }
    }

    /// Gives up.
    mutating func refuse(_ reason: String) { if refusal == nil { refusal = NoRecurrence(reason) } }
}

// MARK: Stages

extension RecurrenceRun {
    /// Asks a stage for its next element.
    ///
    /// In each place of its own: there the stage is mostly the same, and the processor guesses it.
    @inline(__always)
    mutating func next(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        switch stages[stage].rule {
        case .reading: read(stage, demand)
        case .call: call(stage, demand)
        case .calls:
            calls[stages[stage].index].isOrdered ? nextOrdered(stage, demand) : nextUnordered(stage, demand)
        case .batch: batch(stage, demand)
        case .buffer: buffered(stage, demand)
        case .shuffle: shuffled(stage, demand)
        case .passing: pass(stage, demand)
        }
    }

    /// Samples are read one after the other, by whoever asks: the latency of a request, then the bytes.
    private mutating func read(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        guard let (sample, bytes, place) = readings[stages[stage].index].next() else {
            return RecurrenceAnswer(at: demand)
        }
        var (latency, transfer): (Int64, Int64) = (0, 0)
        if place != .diskStream && stages[stage].takesTime {
            latency = durations.nextLatency(stage: stage, sample: sample, bytes: bytes, at: demand.time)
        }
        if bytes > 0 { transfer = costs.transferNanoseconds(bytes) }
        let service = SimulationTime.sum(latency, transfer)
        var end = work(stage, service, on: bytes, from: demand, sharesCores: false)
        if transfer > 0, refusal == nil {
            end.scheduled = end.time - transfer
            stages[stage].transferCount += 1
            if latency == 0 { stages[stage].mereTransfers += 1 }
            stages[stage].transfers.add(from: end.scheduled, to: end.time)
        }
        stages[stage].make(1, at: end)
        return RecurrenceAnswer(at: end, sample: sample, samples: 1, bytes: bytes)
    }

    /// A function of each element, in the thread that asks.
    private mutating func call(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        var answer = next(stage - 1, demand)
        if answer.isEnd { return answer }
        let service = callNanoseconds(stage, answer)
        answer.at = work(stage, service, on: answer.bytes, from: answer.at, sharesCores: sharesCores(stage))
        answer.bytes = resultBytes(stage, answer)
        stages[stage].make(answer.samples, at: answer.at)
        return answer
    }

    /// Bytes of what a stage's function makes of an element.
    @inline(__always)
    func resultBytes(_ stage: Int, _ input: RecurrenceAnswer) -> Int64 {
        stages[stage].function?.resultBytes(of: input.bytes, samples: input.samples) ?? input.bytes
    }

    private mutating func pass(_ stage: Int, _ demand: Happening) -> RecurrenceAnswer {
        let answer = next(stage - 1, demand)
        if !answer.isEnd { stages[stage].make(answer.samples, at: answer.at) }
        return answer
    }

    /// Work that begins at once and is followed by no other of its stage at the same time.
    ///
    /// - Returns: its end.
    @inline(__always)
    mutating func work(
        _ stage: Int, _ service: Int64, on bytes: Int64, from begin: Happening, sharesCores: Bool
    ) -> Happening {
        stages[stage].pieces += 1
        if service == 0 { return begin.next }
        stages[stage].timedPieces += 1
        let end = end(stage, service, from: begin, sharesCores: sharesCores)
        stages[stage].work.add(from: begin.time, to: end.time)
        memory.work(on: bytes, at: begin.time, in: stages[stage].threads.own)
        memory.work(on: -bytes, at: end.time, in: stages[stage].threads.own)
        return end
    }

    /// A stage holds more or fewer elements, in the thread in which it is asked.
    @inline(__always)
    mutating func hold(_ stage: Int, _ elements: Int64, _ bytes: Int64, at happening: Happening) {
        stages[stage].held.change(elements: elements, bytes: bytes, at: happening.time)
        memory.hold(bytes, at: happening, in: stages[stage].threads.consumer)
    }

    /// The end of a piece of work that takes time.
    @inline(__always)
    mutating func end(_ stage: Int, _ service: Int64, from begin: Happening, sharesCores: Bool) -> Happening {
        guard service < ProcessorSharing.virtualLimit, begin.time < SimulationTime.latest.nanoseconds / 2 else {
            refuse("a time is longer than recurrences count")
            return begin
        }
        return Happening(
            time: begin.time + service, scheduled: begin.time, piece: pieces.add(begunAt: begin, stage: stage),
            sharesCores: sharesCores)
    }

    /// A stage with a thread of its own says that no more elements come.
    ///
    /// - Parameter cause: the last change of memory before that was known.
    mutating func end(_ stage: Int, _ happening: Happening, after cause: Int64) -> RecurrenceAnswer {
        memory.follow(cause, in: stages[stage].threads.consumer)
        return RecurrenceAnswer(at: happening, cause: cause)
    }

    /// Nanoseconds of a call for an element, with what the platform adds to it.
    @inline(__always)
    mutating func callNanoseconds(_ stage: Int, _ input: RecurrenceAnswer) -> Int64 {
        let duration = durations.next(stage: stage, sample: input.sample, bytes: input.bytes, at: input.at.time)
        return costs.callNanoseconds(duration, at: stages[stage].place)
    }

    /// Nanoseconds of joining a batch.
    mutating func joinNanoseconds(_ stage: Int, _ batch: RecurrenceAnswer) -> Int64 {
        guard stages[stage].takesTime else { return 0 }
        return durations.next(stage: stage, sample: batch.sample, bytes: batch.bytes, at: batch.at.time)
    }

    /// Nanoseconds that the next step computes.
    mutating func stepNanoseconds(_ batch: RecurrenceAnswer) -> Int64 {
        durations.nextStep(sample: batch.sample, bytes: batch.bytes, at: batch.at.time)
    }

    /// Whether a stage's calls may compute beside others, on cores that serve by turns.
    @inline(__always)
    func sharesCores(_ stage: Int) -> Bool {
        !computesAlone && costs.discipline == .sharing && stages[stage].place.kind.cores == .one
    }
}
