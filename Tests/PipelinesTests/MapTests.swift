import Pipelines
import Testing

struct MapTests {
    @Test func `sequential, adds its time to its caller's`() throws {
        let test = try TestScenario.source(3).map()
        let backend = try TimedBackend(test, duration: durations(["source": [2], "map": [3], "step": [5]], in: test))
        backend.finish()
        #expect(backend.work(of: "map").map(\.begunAt) == [2, 12, 22])
        #expect(backend.stepEnds == [10, 20, 30])
    }

    @Test(arguments: [("core", Work.Place.workerCore), ("wait", .workerWait)])
    func `works where it is told to`(_ use: String, _ place: Work.Place) throws {
        for parallelism in [nil, 2] {
            let backend = try StepwiseBackend(.source(3).map(parallelism: parallelism, ["use": .word(use)]))
            _ = backend.completeFirst { $0.place == .iteratorCreation }
            _ = backend.completeFirst { $0.stage == 0 }
            #expect(backend.pending.contains { $0.work.stage == 1 && $0.work.place == place })
        }
    }

    @Test func `changes the bytes of each sample`() throws {
        let backend = try StepwiseBackend(
            .source(6, bytes: 100).map(["outputBytes": .quantity(7)]).batch(3)
                .stage(Map.self, ["outputBytes": .quantity(2)], name: "second"))
        backend.settle { _ in true }
        #expect(backend.received[0].map(\.bytes) == [6, 6])
    }

    @Test func `declares what it may do at once`() throws {
        #expect(try Map(parameters: [:]).concurrency == 1)
        #expect(try Map(parameters: [:]).isAsynchronous == false)
        let parallel = try Map(parameters: ["parallelism": .count(5)])
        #expect(parallel.concurrency == 5 && parallel.isAsynchronous && parallel.bufferCapacity == 5)
        #expect(parallel.automaticParallelismLimit(poolThreads: 32) == nil)
        let automatic = try Map(parameters: ["parallelism": .word("auto")])
        #expect(automatic.concurrency == 1 && automatic.isAsynchronous && automatic.bufferCapacity == nil)
        #expect(automatic.automaticParallelismLimit(poolThreads: 32) == 32)
    }
}

extension TestScenario {
    fileprivate func map(_ extra: Values) throws -> TestScenario { try stage(Map.self, extra) }
}
