import Pipelines
import Testing

struct ParallelBatchStageTests {
    /// Inputs are pulled one after the other; a batch is joined while the next is pulled.
    @Test func `joins one batch while it pulls the next`() throws {
        let test = try TestScenario.source(8).batch(2, parallelism: 2)
        let backend = try TimedBackend(test, duration: durations(["source": [3], "batch": [5]], in: test))
        backend.finish()
        #expect(backend.work(of: "source").map(\.begunAt) == [0, 3, 6, 9, 12, 15, 18, 21])
        #expect(backend.work(of: "batch").map(\.begunAt) == [6, 12, 18, 24])
        #expect(backend.work(of: "batch").allSatisfy { $0.work.place == .workerCore })
        #expect(backend.deliveries == [11, 17, 23, 29])
    }

    /// With P batches open the next is not pulled before one is joined.
    @Test func `a batch that is pulled counts as one that is joined`() throws {
        let test = try TestScenario.source(6).batch(2, parallelism: 1)
        let backend = try TimedBackend(test, duration: durations(["source": [3], "batch": [5]], in: test))
        backend.finish()
        #expect(backend.work(of: "source").map(\.begunAt) == [0, 3, 11, 14, 22, 25])
        #expect(backend.deliveries == [11, 22, 33])
    }

    @Test(arguments: [(1, 8, 12), (2, 12, 16), (4, 20, 24)])
    func `runs ahead by its parallelism, in batches`(_ parallelism: Int, _ one: Int, _ two: Int) throws {
        let backend = try StepwiseBackend(.source(99).batch(4, parallelism: parallelism))
        backend.take(1)
        #expect(backend.begun[0] == one)
        backend.take(2)
        #expect(backend.begun[0] == two)
    }

    /// Above a stage with no time of its own it is a parallel map over batches.
    @Test(arguments: 1...4, [true, false])
    func `has the timing of a parallel map after a batch`(_ parallelism: Int, _ isOrdered: Bool) throws {
        var generator = SeededGenerator(seed: UInt64(parallelism))
        let calls = (0..<50).map { _ in Int64.random(in: 1...900, using: &generator) }
        let steps = (0..<50).map { _ in Int64.random(in: 0...300, using: &generator) }
        func deliveries(_ test: TestScenario, _ name: String) throws -> [Int64] {
            let backend = try TimedBackend(test, duration: durations([name: calls, "step": steps], in: test))
            backend.finish()
            return backend.deliveries
        }
        let order: TestScenario.Values = ["order": .word(isOrdered ? "ordered" : "unordered")]
        let parallel = try TestScenario.source(153).batch(3, parallelism: parallelism, order)
        let mapped = try TestScenario.source(153).batch(3).map(parallelism: parallelism, order)
        #expect(try deliveries(parallel, "batch") == deliveries(mapped, "map"))
    }

    @Test(arguments: ["keep", "drop"], [1, 3])
    func `keeps or drops a short tail`(_ remainder: String, _ parallelism: Int) throws {
        let sizes: [Int64] = remainder == "keep" ? [4, 4, 2] : [4, 4]
        let test = try TestScenario.source(10, bytes: 100)
            .batch(4, parallelism: parallelism, ["remainder": .word(remainder)]).train(epochs: 2)
        let backend = try StepwiseBackend(test)
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.received.map { $0.map(\.samples) } == [sizes, sizes])
        #expect(backend.received[0].map(\.bytes) == sizes.map { $0 * 100 })
        #expect(backend.begun[0] == 20)
        #expect(backend.memory.heldBytes == 0)
    }

    @Test func `asks an upstream that has ended no more`() throws {
        let witness = DemandWitness()
        let backend = try StepwiseBackend(.source(10).stage(witness).batch(4, parallelism: 2))
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(witness.log.demands == 11)
    }

    @Test func `unordered, delivers what is joined first`() throws {
        let test = try TestScenario.source(6).batch(2, parallelism: 3, ["order": .word("unordered")])
        let backend = try TimedBackend(test, duration: durations(["batch": [9, 4, 2]], in: test))
        backend.finish()
        #expect(backend.deliveries == [2, 4, 9])
        #expect(backend.backend.received[0].map(\.sample) == [4, 2, 0])
    }

    @Test func `holds the members of the batch that it pulls`() throws {
        let backend = try StepwiseBackend(.source(9, bytes: 10).batch(3, parallelism: 1))
        _ = backend.completeFirst { $0.place == .iteratorCreation }
        for _ in 0..<2 { _ = backend.completeFirst { $0.stage == 0 } }
        #expect(backend.memory.heldBytes == 20)
        _ = backend.completeFirst { $0.stage == 0 }
        #expect(backend.memory.heldBytes == 0)
        #expect(backend.memory.inFlightBytes == 30)
    }

    @Test func `a failure ends it, whatever it has gathered`() throws {
        let backend = try StepwiseBackend(.source(9, bytes: 10).batch(3, parallelism: 2))
        while backend.begun[0] < 5 { _ = backend.completeFirst { $0.stage == 0 || $0.place == .iteratorCreation } }
        let join = try #require(backend.pending.firstIndex { $0.work.stage == 1 })
        backend.fail(join, with: Failure(code: 4))
        backend.settle { _ in true }
        #expect(backend.failure == Failure(code: 4))
        #expect(backend.memory.heldBytes == 0)
        #expect(backend.memory.inFlightBytes == 0)
    }

    @Test func `automatic, begins each epoch where tuning begins, and follows the tuner`() throws {
        var options = ExecutionOptions()
        options.initialParallelism = 2
        let test = try TestScenario.source(99).stage(
            Batch.self, ["size": .count(1), "parallelism": .word("auto")]
        ).train(epochs: 2, steps: 2)
        let backend = try StepwiseBackend(test, options: options)
        #expect(backend.tunedValue(of: "batch") == 2)
        backend.take(1)
        #expect(backend.begun[0] == 3)
        backend.changeParameter(of: "batch", to: 5)
        #expect(backend.tunedValue(of: "batch") == 5)
        backend.take(1)
        #expect(backend.begun[0] == 6)
        while backend.epoch == 0 { try backend.completeNext() }
        #expect(backend.tunedValue(of: "batch") == 2)
        let begun = backend.begun[0]
        backend.take(1)
        #expect(backend.begun[0] == begun + 3)
    }

    @Test func `declares what it may do at once`() throws {
        let batch = try Batch(parameters: ["size": .count(2)])
        #expect(batch.concurrency == 1 && !batch.isAsynchronous)
        #expect(batch.automaticParallelismLimit(poolThreads: 7) == nil)
        let parallel = try Batch(parameters: ["size": .count(2), "parallelism": .count(5)])
        #expect(parallel.concurrency == 5 && parallel.isAsynchronous)
        let automatic = try Batch(parameters: ["size": .count(2), "parallelism": .word("auto")])
        #expect(automatic.automaticParallelismLimit(poolThreads: 7) == 7)
        #expect(try StepwiseBackend(.source(9).batch(2, parallelism: 5)).tunedValue(of: "batch") == nil)
    }
}

extension TestScenario {
    fileprivate func batch(_ size: Int, parallelism: Int, _ extra: Values = [:]) throws -> TestScenario {
        let values: Values = ["size": .count(size), "parallelism": .count(parallelism)]
        return try stage(Batch.self, values.merging(extra) { $1 })
    }
}
