import BasicContainers
import Pipelines
import Testing

/// A backend for tests: nothing is done before the test says so, in whatever order it likes.
///
/// A class, because expectations take copyable values only.
final class StepwiseBackend {
    /// A piece of work with its history.
    struct Entry {
        var work: Work
        var begunAt: Int64
        /// How many pieces of this stage's work were begun before it; the training loop counts each place by itself.
        var number: Int
    }

    fileprivate var run: PipelineRun
    private(set) var now: Int64 = 0
    /// Work begun and not yet done, in the order in which it was begun.
    private(set) var pending: [Entry] = []
    /// Pieces of work begun so far, by stage; the training loop's come last.
    private(set) var begun: [Int]
    /// What the training loop has received, in order, by epoch.
    private(set) var received: [[Element]]
    let trainingStage: Int
    private let names: [String]
    private var taken = UniqueArray<Work>()
    private var trainingWork = Array(repeating: 0, count: Work.Place.allCases.count)

    convenience init(
        _ scenario: TestScenario, options: ExecutionOptions = ExecutionOptions(), seed: UInt64 = 1,
        replication: UInt32 = 0
    ) throws {
        try self.init(
            pipeline: scenario.pipeline(), platform: scenario.platform(), options: options, seed: seed,
            replication: replication)
    }

    init(
        pipeline: Pipeline, platform: Platform, options: ExecutionOptions = ExecutionOptions(), seed: UInt64,
        replication: UInt32 = 0
    ) {
        run = PipelineRun(pipeline, platform: platform, options: options, seed: seed, replication: replication)
        trainingStage = pipeline.stages.count
        names = pipeline.stages.map(\.name)
        begun = Array(repeating: 0, count: trainingStage + 1)
        received = Array(repeating: [], count: pipeline.training.epochs)
        run.start(at: 0)
        takeWork()
    }

    /// Position of a stage.
    func index(of name: String) -> Int { names.firstIndex(of: name) ?? trainingStage }

    /// Whether the piece of work belongs to the training loop.
    func isTraining(_ entry: Entry) -> Bool { Int(entry.work.stage) == trainingStage }

    func advance(to time: Int64) { now = time }

    /// Completes a piece of work, by its place among those pending.
    func complete(_ index: Int) {
        let entry = pending.remove(at: index)
        run.complete(entry.work, at: now)
        takeWork()
    }

    /// Completes what was begun first; where nothing is pending the run is stuck, and the test fails.
    func completeNext() throws {
        let (isStuck, waitingChain) = (pending.isEmpty, waitingChain)
        try #require(!isStuck, "stuck: \(waitingChain)")
        complete(0)
    }

    /// Fails a piece of work, by its place among those pending.
    func fail(_ index: Int, with failure: Failure) {
        let entry = pending.remove(at: index)
        run.fail(entry.work, with: failure, at: now)
        takeWork()
    }

    /// Completes the first pending piece for which `condition` holds; false when there is none.
    func completeFirst(where condition: (Work) -> Bool) -> Bool {
        guard let index = pending.firstIndex(where: { condition($0.work) }) else { return false }
        complete(index)
        return true
    }

    /// Completes everything for which `condition` holds, until there is no more of it.
    func settle(where condition: (Work) -> Bool) {
        while completeFirst(where: condition) {}
    }

    /// Completes what was begun first until nothing is left, a nanosecond for each piece of work.
    func finishOneByOne() throws {
        while !pending.isEmpty {
            advance(to: now + 1)
            try completeNext()
        }
    }

    /// Goes on until the training loop has received `count` elements in this epoch, then lets everything else idle.
    func take(_ count: Int) {
        let training = Int32(trainingStage)
        while received[run.currentEpoch].count < count, completeFirst(where: { _ in true }) {}
        settle { $0.stage != training }
    }

    func changeParameter(of name: String, to value: Int) {
        run.changeParameter(ofStage: index(of: name), to: value, at: now)
        takeWork()
    }

    /// Whether it is the first work on an element by the training loop: host time if it has any, else the step.
    func isReceipt(_ work: Work) -> Bool {
        switch work.place {
        case .trainerHost: true
        case .accelerator, .trainerCore: trainingWork[Int(Work.Place.trainerHost.rawValue)] == 0
        default: false
        }
    }

    private func takeWork() {
        if run.isBetweenEpochs { run.beginNextEpoch(at: now) }
        run.takeWork(into: &taken)
        for index in 0..<taken.count {
            let work = taken[index]
            let stage = Int(work.stage)
            let number = stage == trainingStage ? trainingWork[Int(work.place.rawValue)] : begun[stage]
            pending.append(Entry(work: work, begunAt: now, number: number))
            begun[stage] += 1
            if stage == trainingStage { trainingWork[Int(work.place.rawValue)] += 1 }
            if isReceipt(work) { received[run.currentEpoch].append(work.element) }
        }
        taken.removeAll(keepingCapacity: true)
    }
}

// MARK: - What there is to see

extension StepwiseBackend {
    var isFinished: Bool { run.isFinished }
    var failure: Failure? { run.failure }
    var epoch: Int { run.currentEpoch }
    var memory: MemoryUse { run.memory }
    var waitingChain: String { run.waitingChain }
    var stallNanoseconds: Int64 { run.stallNanoseconds }
    var finishedSteps: Int64 { run.training.finishedSteps }
    var consumerGaps: ConsumerGaps? {
        get { run.consumerGaps }
        set { run.consumerGaps = newValue }
    }
    func tunedValue(of name: String) -> Int? { run.tunedValue(ofStage: index(of: name)) }
    func emittedElements(of name: String) -> Int64 { run.emittedElements(ofStage: index(of: name)) }
    func lastEmitted(of name: String) -> Element { run.lastEmitted(ofStage: index(of: name)) }
    func isAsked(_ name: String) -> Bool { run.isAsked(ofStage: index(of: name)) }
    func inputHasEnded(of name: String) -> Bool { run.inputHasEnded(ofStage: index(of: name)) }
    func occupancy(of name: String) -> Occupancy { run.occupancy(ofStage: index(of: name)) }
    /// Calls × nanoseconds that a stage has been held back.
    func heldBack(of name: String) -> Int128 { times(of: name).heldBack }
    /// Nanoseconds that a stage has been ahead of its consumer.
    func ahead(of name: String) -> Int128 { times(of: name).ahead }
    /// Nanoseconds that a stage's workers have been at work.
    func work(of name: String) -> Int128 { times(of: name).workers }
    private func times(of name: String) -> StageTimes { run.times(ofStage: index(of: name), at: now) }

    /// Completes pending work in random order, a nanosecond apart, until the run is finished or nothing is pending.
    func finish(using generator: inout SeededGenerator) {
        while !run.isFinished, !pending.isEmpty {
            advance(to: now + 1)
            complete(Int.random(in: 0..<pending.count, using: &generator))
        }
    }
}
