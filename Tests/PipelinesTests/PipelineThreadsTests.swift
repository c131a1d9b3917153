import Testing
import Variates

@testable import Pipelines

struct PipelineThreadsTests {
    /// source, map, prefetch, batch: the first two work in the thread of the buffer, the last in that of the loop.
    @Test func `operators without threads work in those of their consumers`() throws {
        let threads = try PipelineThreads(pipeline([Map(parameters: [:]), prefetch, Batch(parameters: size)]))
        #expect([0, 1, 3].map { threads.position(ofStage: $0) } == [2, 2, 4])
        #expect(threads.stages(at: 2) == [0, 1, 2] && threads.stages(at: threads.trainingLoop) == [3])
        #expect(threads.name(at: 2) == "the background thread of `stage 2`")
        #expect(threads.name(at: 4) == "the training loop's thread")
        #expect(threads.concurrency(at: 2) == 1 && threads.concurrency(at: 4) == 1)
    }

    @Test func `an asynchronous operator works elsewhere than it pulls`() throws {
        let threads = try PipelineThreads(pipeline([Map(parameters: ["parallelism": .count(3)])]))
        #expect(threads.position(ofStage: 0) == 1)
        let workers = threads.position(ofStage: 1)
        #expect(threads.name(at: workers) == "the workers of `stage 1`" && threads.concurrency(at: workers) == 3)
    }

    @Test func `tuning gives a map all threads of the pool at most`() throws {
        let threads = try PipelineThreads(pipeline([Map(parameters: ["parallelism": .word("auto")])]), poolThreads: 6)
        #expect(threads.concurrency(at: threads.position(ofStage: 1)) == 6)
    }

    @Test func `who waits for a hand-over has its time`() throws {
        let threads = try PipelineThreads(pipeline([Map(parameters: ["parallelism": .count(3)]), prefetch]))
        #expect(threads.position(of: work(.handOver, stage: 1)) == 2)
        #expect(threads.position(of: work(.handOver, stage: 2)) == 3)
    }

    @Test func `a loop that runs ahead does not wait for its steps`() throws {
        for runAhead in 0...1 {
            let threads = try PipelineThreads(pipeline([], ["runAhead": .count(runAhead)]))
            #expect(threads.position(of: work(.accelerator, stage: 1)) == (runAhead == 0 ? 1 : nil))
            #expect(threads.position(of: work(.trainerHost, stage: 1)) == 1)
        }
    }

    @Test func `a loader's signals take the time of who does them`() throws {
        let threads = try PipelineThreads(pipeline([DataLoader(parameters: ["workers": .count(2)])]))
        func position(_ sender: LoaderSignal.Sender) -> Int? {
            threads.position(of: work(.processCore, stage: 1, LoaderSignal(sender).element))
        }
        let workers = threads.position(ofStage: 1)
        #expect(threads.concurrency(at: workers) == 2)
        #expect(position(.loop) == 2 && position(.worker) == workers && position(.pinningThread) == 1)
        #expect(position(.startingLoop) == 2 && position(.startingWorker) == workers)
        #expect(position(.indices) == nil && position(.sendingThread) == nil)
        #expect(threads.position(of: work(.disk, stage: 1)) == workers)
    }

    @Test func `workers that own no file are threads, and have nothing to do`() throws {
        let loader = try DataLoader(workers: 12, dataset: .files, requests: 2)
        let threads = try PipelineThreads(pipeline([loader]))
        let workers = threads.position(ofStage: 1)
        #expect(threads.concurrency(at: workers) == 16 && threads.threads(at: workers) == 24)
        #expect(threads.threads(at: threads.trainingLoop) == 1)
    }

    /// Two samples at a time in each worker: the third request is the second worker's.
    @Test func `a worker makes samples, joins them and passes them on`() throws {
        let loader = try DataLoader(parameters: ["workers": .count(2), "requests": .count(2)])
        let threads = try PipelineThreads(pipeline([loader]))
        func thread(_ place: Work.Place, token: Int64, _ element: Element = Self.sample) -> Int? {
            threads.thread(of: work(place, stage: 1, element, token: token))
        }
        let second = LoaderSignal(.worker, worker: 1).element
        let worker = thread(.ownThreadCore, token: 2)
        #expect(worker != nil && worker == thread(.ownThreadCore, token: 3))
        #expect(thread(.ownThreadCore, token: 0, second) == worker && thread(.processCore, token: 0, second) == worker)
        #expect(thread(.ownThreadCore, token: 1) != worker)
        #expect(thread(.processCore, token: 0, LoaderSignal(.sendingThread).element) == nil)
    }

    @Test func `the loop asks, receives and steps`() throws {
        let threads = try PipelineThreads(pipeline([DataLoader(parameters: ["workers": .count(2)])]))
        let loop = threads.trainingLoop
        for place in [Work.Place.nextCall, .trainerHost, .trainerCore] {
            #expect(threads.thread(of: work(place, stage: 2)) == loop)
        }
        #expect(threads.thread(of: work(.processCore, stage: 1, LoaderSignal(.loop).element)) == loop)
    }

    @Test func `without workers the loop does it all`() throws {
        let threads = try PipelineThreads(pipeline([DataLoader(parameters: ["workers": .count(0)])]))
        let loop = threads.trainingLoop
        #expect(threads.thread(of: work(.ownThreadCore, stage: 1)) == loop)
        #expect(threads.thread(of: work(.ownThreadCore, stage: 1, LoaderSignal(.worker).element)) == loop)
    }

    @Test func `any thread of a pool, or a new one, computes a call`() throws {
        let calls: [String: ParameterValue] = ["parallelism": .count(3)]
        let threads = try PipelineThreads(pipeline([Map(parameters: calls), Map(parameters: [:])]))
        #expect(threads.thread(of: work(.workerCore, stage: 1)) == nil)
        #expect(threads.thread(of: work(.ownThreadCore, stage: 1)) == nil)
        #expect(threads.thread(of: work(.callerCore, stage: 2)) == threads.trainingLoop)
    }

    private static let sample = Element(sample: 0, bytes: 0, epoch: 0)

    private var prefetch: Prefetch { get throws { try Prefetch(parameters: ["buffer": .count(1)]) } }
    private var size: [String: ParameterValue] { ["size": .count(2)] }

    private func work(
        _ place: Work.Place, stage: Int32, _ element: Element = Self.sample, token: Int64 = 0
    ) -> Work {
        Work(element: element, token: token, stage: stage, generation: 0, place: place)
    }

    private func pipeline(_ operators: [any Operator], _ values: [String: ParameterValue] = [:]) throws -> Pipeline {
        let source = try Source(parameters: ["elements": .count(8)])
        let training = values.merging(["step": .distribution(.constant(1))]) { $1 }
        return try Pipeline(
            stages: ([source] + operators).enumerated().map { .init(name: "stage \($0)", operator: $1) },
            training: TrainingLoop(ParameterValues(training, defaultsFrom: TrainingLoop.parameters)))
    }
}

extension PipelineThreads {
    fileprivate init(_ pipeline: Pipeline) { self.init(pipeline, poolThreads: 1) }
}
