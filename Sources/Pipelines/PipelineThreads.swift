/// Who does which work in one accelerator's pipeline: threads that do one thing after the other, and groups of workers.
///
/// An operator without threads of its own works in that of its consumer, so that the times of such operators between
/// two asynchronous ones add up. An asynchronous one pulls in a thread of its own, one element after the other. Threads
/// have positions: the one in which stage k pulls has k, the training loop's comes after the last stage's, and then
/// come the workers of each stage.
package struct PipelineThreads: Sendable {
    private let names: [String]
    /// The thread in which each stage pulls; the training loop's own at the end.
    private let pullers: [Int]
    /// Who does a stage's own work.
    private let doers: [Int]
    /// Workers that there are at most, by stage.
    private let workers: [Int]
    /// Those of them that get something to do.
    private let busyWorkers: [Int]
    /// The operators that have worker processes, by stage.
    private let loaders: [(any Operator)?]
    /// Whether the training loop's thread waits for each step.
    private let waitsForSteps: Bool

    /// - Parameter poolThreads: threads of the worker pool, the most calls that tuning may give to a stage.
    package init(_ pipeline: Pipeline, poolThreads: Int) {
        let operators = pipeline.stages.map(\.operator)
        let count = operators.count
        var pullers = Array(0...count)
        for stage in operators.indices.reversed() where !operators[stage].isAsynchronous {
            pullers[stage] = pullers[stage + 1]
        }
        let flows = pipeline.meanFlows
        let hasWorkers = operators.map { ($0.isAsynchronous || $0.concurrency > 1) && !$0.hasBufferThread }
        self.pullers = pullers
        names = pipeline.stages.map(\.name)
        stageCount = count
        self.count = 2 * count + 1
        doers = operators.indices.map { hasWorkers[$0] ? count + 1 + $0 : pullers[$0] }
        let tuned = operators.map { $0.automaticParallelismLimit(poolThreads: poolThreads) ?? 1 }
        workers = operators.indices.map { max($0 == 0 ? 1 : operators[$0].concurrency, tuned[$0]) }
        busyWorkers = operators.indices.map { stage in
            max(stage == 0 ? 1 : operators[stage].concurrency(after: flows[stage - 1]), tuned[stage])
        }
        loaders = operators.map { $0.usesWorkerProcesses ? $0 : nil }
        waitsForSteps = pipeline.training.runAhead == 0
    }

    /// Threads and groups of workers.
    package let count: Int
    /// Stages, after whose threads comes the training loop's.
    private let stageCount: Int

    /// Work that the threads at a position can do at the same time on what comes in.
    package func concurrency(at position: Int) -> Int {
        position > names.count ? busyWorkers[position - names.count - 1] : 1
    }

    /// Threads at a position, with those that get nothing to do: starting a worker takes its time all the same.
    package func threads(at position: Int) -> Int {
        position > names.count ? workers[position - names.count - 1] : 1
    }

    /// What messages call the threads at a position.
    package func name(at position: Int) -> String {
        if position == names.count { return "the training loop's thread" }
        return position < names.count
            ? "the background thread of `\(names[position])`" : "the workers of `\(names[position - names.count - 1])`"
    }

    /// The position of the training loop's own thread.
    ///
    /// It and those before it are single threads.
    package var trainingLoop: Int { names.count }

    /// The position of the threads that do a stage's own work.
    package func position(ofStage stage: Int) -> Int { doers[stage] }

    /// The stages whose own work the threads at a position do.
    package func stages(at position: Int) -> [Int] { doers.indices.filter { doers[$0] == position } }

    /// The position of the threads whose time a piece of work takes; nil when it takes nobody's.
    @inline(__always)
    package func position(of work: Work) -> Int? {
        let stage = Int(work.stage)
        if stage == stageCount { return work.place == .accelerator && !waitsForSteps ? nil : stage }
        // The one who asked waits until the element has come.
        if work.place == .handOver { return pullers[stage + 1] }
        return switch work.crew {
        case .workers: doers[stage]
        case .consumer: pullers[stage + 1]
        case .pinningThread: stage
        case nil: nil
        }
    }

    /// A number below 2⁴⁴ for the thread, or process, that does a piece of work; nil where it is any of several, or does nothing
    /// else.
    package func thread(of work: Work) -> Int? {
        guard let position = position(of: work) else { return nil }
        guard position > stageCount else { return position }
        guard let loader = loaders[position - stageCount - 1] else { return nil }
        return position << 24 | (LoaderSignal(work.element)?.worker ?? loader.process(ofToken: work.token))
    }
}
