public import BasicContainers
import DiscreteEvent
import Variates

/// A pipeline in motion: routes inputs and answers between the stages, and hands out the work they ask for.
///
/// A backend calls `start` once, takes the work, and calls `complete` when a piece of it is done, with the time by its
/// own clock. Nothing here reads a clock.
public struct PipelineRun: ~Copyable {
    private(set) var stages: RunningStages
    var actions: Actions
    private var epoch = 0
    /// When the last unfinished step ended (ns).
    private(set) var stepsEndedAt: Int64 = 0
    private let epochs: Int
    let names: [String]
    /// Which stages have been told that their upstream has no more.
    private(set) var endedInputs: RigidArray<Bool>

    /// The consumer.
    public private(set) var training: TrainingStage
    /// Whether an epoch is over, and the next waits for `beginNextEpoch`.
    public private(set) var isBetweenEpochs = false
    /// Whether all epochs are over, or a failure reached the training loop.
    public private(set) var isFinished = false
    /// What ended the run early, if anything.
    public private(set) var failure: Failure?
    /// Nanoseconds that the training loop waited for an element while no step was left to compute.
    public private(set) var stallNanoseconds: Int64 = 0
    /// The part of `stallNanoseconds` at the beginnings and ends of epochs: before the first element, and after the
    /// last.
    public private(set) var boundaryNanoseconds: Int64 = 0
    /// When the training loop got its first element (ns), if it has.
    public private(set) var firstElementAt: Int64?
    /// The training loop's latest times between an answer and the next demand, where a tuner wants to know them.
    public var consumerGaps: ConsumerGaps?

    /// A pipeline at its beginning.
    ///
    /// - Parameters:
    ///   - pipeline: what runs.
    ///   - platform: gives the capacity of the memory, and tells whether handing an element over costs time.
    ///   - options: automatic tuning.
    ///   - seed: of the run.
    ///   - replication: number of the run, counted from 0.
    ///   - rank: accelerator that this run feeds, counted from 0.
    public init(
        _ pipeline: Pipeline, platform: Platform, options: ExecutionOptions = ExecutionOptions(), seed: UInt64,
        replication: UInt32, rank: UInt32 = 0
    ) {
        let overheads = platform.overheads
        let (cardinalities, files) = (pipeline.cardinalities, pipeline.files)
        let ofFirstEpoch = pipeline.cardinalities(ofFirstEpoch: true)
        var ports = RigidArray<Actions.Port>(capacity: pipeline.stages.count + 1)
        stages = RunningStages(capacity: pipeline.stages.count)
        for (index, stage) in pipeline.stages.enumerated() {
            let context = StageContext(
                name: stage.name, seed: seed, replication: replication, rank: rank,
                upstream: cardinalities[index], upstreamOfFirstEpoch: ofFirstEpoch[index], files: files,
                poolThreads: platform.cpu.workers,
                initialParallelism: min(options.initialParallelism, platform.cpu.workers),
                ramBudgetBytes: options.ramBudgetBytes, processes: platform.processes)
            stages.append(Self.machine(of: stage.operator, context))
            ports.append(
                Actions.Port(
                    delaysHandOver: pipeline.passesThreads(after: index, overheads),
                    conservesSamples: stage.operator.conservesSamples,
                    occupancy: Occupancy(capacity: stage.operator.bufferCapacity.map(Int64.init) ?? .max)))
        }
        ports.append(Actions.Port(delaysHandOver: false, occupancy: Occupancy(capacity: .max)))
        actions = Actions(ports: ports)
        actions.memory.capacityBytes = platform.memory.capacityBytes.map { Int128($0) } ?? .max
        epochs = pipeline.training.epochs
        training = TrainingStage(pipeline.training, overheads, rank: rank)
        names = pipeline.stages.map(\.name) + ["training loop"]
        endedInputs = RigidArray(repeating: false, count: names.count)
    }

    private static func machine(of stage: any Operator, _ context: StageContext) -> StageMachine {
        if let usual = stage as? any UsualOperator { return usual.machine(context) }
        return .other(stage.makeStage(context))
    }

    /// Nanoseconds that the training loop has waited by time `now` (ns): `stallNanoseconds`, and a wait that goes on.
    @inline(__always)
    public func stallNanoseconds(at now: Int64) -> Int64 { stallNanoseconds + waited(at: now) }

    /// The part of `stallNanoseconds(at:)` before the first element of an epoch, and after the last.
    @inline(__always)
    public func boundaryNanoseconds(at now: Int64) -> Int64 {
        boundaryNanoseconds + (training.hasStarted ? 0 : waited(at: now))
    }

    /// The epoch that runs now or comes next, counted from 0.
    public var currentEpoch: Int { epoch }
    /// Whether a checkpoint or an evaluation keeps the training loop from its next step.
    public var isInterrupted: Bool { training.isInterrupted }

    /// Begins the first epoch at time `now` (ns).
    public mutating func start(at now: Int64) {
        actions.now = now
        actions.waits.beginAnew()
        beginEpoch()
        deliver()
    }

    /// Begins the next epoch at time `now` (ns): everything upstream starts anew.
    public mutating func beginNextEpoch(at now: Int64) {
        precondition(isBetweenEpochs, "the epoch is not over")
        advance(to: now)
        actions.waits.beginAnew()
        isBetweenEpochs = false
        restart(upTo: stages.count)
        beginEpoch()
        deliver()
    }

    /// Removes the work begun since the last call, in order.
    ///
    /// - Parameter taken: must be empty; its storage is used again.
    public mutating func takeWork(into taken: inout UniqueArray<Work>) {
        precondition(taken.isEmpty, "work taken earlier is still there")
        swap(&taken, &actions.startedWork)
    }

    /// Has the contents of elements numbered from now on, for a backend that moves real bytes.
    public mutating func trackContents() { actions.contents.isTracking = true }

    /// Removes what has become of contents since the last call, in order; it goes before the work taken after it.
    ///
    /// - Parameter taken: must be empty; its storage is used again.
    public mutating func takeContentChanges(into taken: inout UniqueArray<ContentChange>) {
        precondition(taken.isEmpty, "changes taken earlier are still there")
        swap(&taken, &actions.contents.changes)
    }

    /// Tells the stage that its work is done at time `now` (ns).
    ///
    /// - Returns: false for work that the stage has forgotten, because its epoch was cut short.
    @discardableResult
    public mutating func complete(_ work: Work, at now: Int64) -> Bool { complete(work, course: nil, at: now) }

    /// Tells the stage that its work is done at time `now` (ns).
    ///
    /// - Parameter course: how it went, for the account of the training loop's waits; nil where nobody knows.
    /// - Returns: false for work that the stage has forgotten, because its epoch was cut short.
    @discardableResult @usableFromInline
    package mutating func complete(_ work: Work, course: WorkCourse?, at now: Int64) -> Bool {
        advance(to: now)
        let stage = Int(work.stage)
        guard takeBack(work) else { return false }
        noteCourse(course, of: work)
        actions.stage = stage
        if work.place == .handOver {
            actions.letters.post(.element, to: stage + 1)
        } else if stage == stages.count {
            training.workDone(work, &actions)
            if training.unfinishedSteps == 0 { stepsEndedAt = now }
        } else {
            stages.complete(work, &actions)
        }
        deliver()
        return true
    }

    /// Tells the stage that its work failed at time `now` (ns).
    public mutating func fail(_ work: Work, with failure: Failure, at now: Int64) {
        advance(to: now)
        guard takeBack(work) else { return }
        actions.waits.beginAnew()
        if Int(work.stage) == stages.count { return finish(with: failure) }
        actions.stage = Int(work.stage)
        stages.give(.workFailed(work, failure), to: Int(work.stage), &actions)
        deliver()
    }

    /// Changes what a stage's tuner governs, at time `now` (ns).
    public mutating func changeParameter(ofStage index: Int, to value: Int, at now: Int64) {
        advance(to: now)
        guard !isOutOfMemory else { return }
        actions.waits.beginAnew()
        actions.stage = index
        stages.give(.parameter(value), to: index, &actions)
        deliver()
    }

    /// Bytes of samples that the read cache keeps in memory for a stage that reads them; negative where it gives them up.
    package mutating func keep(bytes: Int64, forStage stage: Int, at now: Int64) {
        advance(to: now)
        actions.memory.changeHeld(by: bytes, at: now, stage: stage)
    }

    /// What has been held until now was held for longer than an instant.
    @inline(__always)
    package mutating func advance(to now: Int64) {
        if now > actions.now { actions.memory.settle() }
        actions.now = now
    }

    /// Whether anybody still waits for work that is over, and its element's bytes are needed no more.
    @inline(__always)
    private mutating func takeBack(_ work: Work) -> Bool {
        if isOutOfMemory { return false }
        let stage = Int(work.stage)
        if !work.element.onDevice {
            actions.memory.changeInFlight(by: -work.element.bytes, at: actions.now, stage: stage)
        }
        guard work.generation == actions.ports[stage].generation || outlivesRestart(work) else { return false }
        actions.ports[stage].workTimes.ended(work, at: actions.now)
        return !isFinished
    }

    /// Whether work of an earlier life of its stage comes back to it; what was on its way to the next stage does not.
    private func outlivesRestart(_ work: Work) -> Bool {
        work.place != .handOver && stages.keepsWork(Int(work.stage))
    }

    private mutating func beginEpoch() {
        actions.stage = stages.count
        training.beginEpoch(epoch, &actions)
    }

    private mutating func deliver() {
        while !isFinished, !isOutOfMemory, let letter = actions.letters.next() { deliver(letter) }
        guard training.epochIsFinished, !isFinished, !isOutOfMemory, !isBetweenEpochs else { return }
        epoch += 1
        if epoch == epochs { isFinished = true } else { isBetweenEpochs = true }
    }

    @inline(__always)
    private mutating func deliver(_ letter: Letters.Letter) {
        let stage = letter.stage
        actions.stage = stage
        if stage == stages.count { return deliverToTraining(letter.message) }
        switch letter.message {
        case .demand: stages.demand(of: stage, &actions)
        case .element: stages.deliver(actions.ports[stage - 1].emitted, to: stage, &actions)
        case .ended: endInput(of: stage)
        case .failed: failInput(of: stage)
        case .restart: restart(upTo: stage)
        }
    }

    /// Not inlined: it happens once an epoch.
    @inline(never)
    private mutating func endInput(of stage: Int) {
        endedInputs[stage] = true
        stages.give(.ended, to: stage, &actions)
    }

    @inline(never)
    private mutating func failInput(of stage: Int) {
        stages.give(.failed(actions.ports[stage - 1].failure), to: stage, &actions)
    }

    @inline(__always)
    private mutating func deliverToTraining(_ message: Letters.Message) {
        let last = stages.count - 1
        // A host that runs ahead asks while steps still compute: that wait costs nothing.
        if training.unfinishedSteps == 0 {
            let waited = actions.now - waitBeganAt
            stallNanoseconds += waited
            if message != .element || !training.hasStarted {
                boundaryNanoseconds += waited
                actions.waits.forget()
            } else if waited > 0 {
                actions.waits.endWait(from: waitBeganAt, to: actions.now)
            } else {
                actions.waits.forget()
            }
        }
        let (now, demandedAt) = (actions.now, actions.ports[last].demandedAt)
        consumerGaps?.answered(at: now, demandedAt: demandedAt)
        switch message {
        case .element:
            if firstElementAt == nil { firstElementAt = actions.now }
            let blocked = actions.now - actions.ports[last].demandedAt
            training.element(actions.ports[last].emitted, blocked: blocked, &actions)
        case .failed: finish(with: actions.ports[last].failure)
        default: training.upstreamEnded(&actions)
        }
    }

    private mutating func finish(with failure: Failure) {
        self.failure = failure
        isFinished = true
    }

    /// Resets the stages before `end`; what is on its way between them is void, and work that they have begun is
    /// forgotten when it completes, but for that of worker processes.
    private mutating func restart(upTo end: Int) {
        actions.forgetLetters(before: end)
        forgetUndelivered(before: end)
        for index in 0..<end {
            actions.ports[index].generation &+= 1
            if !stages.keepsWork(index) { actions.ports[index].workTimes.forgot(at: actions.now) }
            actions.ports[index].emittedElements = 0
            endedInputs[index] = false
            // A stage that restarts its upstream has already asked it for the next element.
            if index < end - 1 { actions.ports[index].isDemanded = false }
            actions.stage = index
            stages.give(.reset, to: index, &actions)
        }
    }

    /// Takes off the stages' accounts what they have emitted and the last stage before `end` has not passed on.
    private mutating func forgetUndelivered(before end: Int) {
        for stage in (1..<max(1, end)).reversed() where actions.ports[stage].conservesSamples {
            actions.ports[stage - 1].emittedSamples = actions.ports[stage].emittedSamples
        }
    }
}
