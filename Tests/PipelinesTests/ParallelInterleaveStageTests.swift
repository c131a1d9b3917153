import BasicContainers
import Pipelines
import Testing

struct ParallelInterleaveStageTests {
    /// Work of the interleave that has begun and is not done.
    private func inFlight(_ backend: StepwiseBackend) -> Int { backend.pending.count { $0.work.stage == 1 } }

    /// A backend at its first demand: nothing is read yet.
    private func begun(_ test: TestScenario) throws -> StepwiseBackend {
        let backend = try StepwiseBackend(test)
        backend.settle { $0.place == .iteratorCreation }
        return backend
    }

    @Test(arguments: [(4, 2, 10), (4, 4, 12), (4, 9, 12), (1, 1, 3), (3, 1, 7)])
    func `current workers read the cycle, future workers all that follows`(
        _ cycle: Int, _ parallelism: Int, _ reads: Int
    ) throws {
        let backend = try begun(.files(50, of: 20).interleave(cycle: cycle, parallelism: parallelism))
        #expect(inFlight(backend) == reads)
    }

    @Test func `a file that joins the cycle half read keeps its future worker`() throws {
        // Files of two records; file 1 is the first of the future and slow.
        let backend = try begun(.files(9, of: 2).interleave(cycle: 1, parallelism: 1))
        backend.settle { $0.stage == 2 || $0.element.sample < 2 }
        // File 0 is used up: file 1 is in the cycle with its future worker, and the current worker is idle.
        #expect(backend.received[0].map(\.sample) == [0, 1])
        let reads = backend.pending.filter { $0.work.stage == 1 }.map { $0.work.element.sample }
        #expect(reads == [2, 4, 6])
    }

    @Test func `what is ready is held, and full buffers stop the reading`() throws {
        let backend = try StepwiseBackend(
            .files(50, of: 20, bytes: 100).interleave(cycle: 2, block: 2, parallelism: 1))
        backend.take(1)
        // Six files of five records; the one delivered has been replaced.
        #expect(backend.occupancy(of: "interleave").elements == 30)
        #expect(backend.memory.heldBytes == 3000)
        #expect(
            try Interleave(parameters: ["cycle": .count(2), "block": .count(2), "parallelism": .count(1)])
                .bufferCapacity == 30)
        #expect(inFlight(backend) == 0)
    }

    @Test func `ordered, waits for the file whose turn it is; unordered, does not`() throws {
        for (order, expected) in [("ordered", []), ("unordered", [20, 40, 21] as [Int64])] {
            let backend = try StepwiseBackend(
                .files(50, of: 20).interleave(cycle: 3, parallelism: 3, ["order": .word(order)]))
            while backend.received[0].count < 3,
                backend.completeFirst(where: { $0.stage == 2 || (20..<60).contains($0.element.sample) })
            {}
            #expect(backend.received[0].map(\.sample) == expected)
        }
    }

    @Test func `unordered, looks at every file when the consumer asks`() throws {
        let backend = try begun(
            .files(50, of: 20).interleave(cycle: 4, parallelism: 4, ["order": .word("unordered")]))
        backend.settle { $0.stage == 1 && (20..<40).contains($0.element.sample) }
        // The second file's buffer is full, and nothing happens in the others.
        backend.settle { $0.stage == 2 }
        #expect(backend.received[0].map(\.sample) == [20, 21, 22, 23])
    }

    @Test func `ordered, takes turns on the clock`() throws {
        // Records 0 and 2 of the first file take long; the trainer takes 1.
        let test = try TestScenario.files(2, of: 3).interleave(cycle: 2, parallelism: 2)
        let backend = try TimedBackend(test) { work, _ in
            if work.stage == 1 { return work.element.sample.isMultiple(of: 2) && work.element.sample < 3 ? 10 : 2 }
            return work.place == .accelerator ? 1 : 0
        }
        backend.finish()
        // First file: 10, 12, 22. Second: 2, 4, 14 (its second record has the even number 4, and is quick): 2, 4, 6.
        #expect(backend.backend.received[0].map(\.sample) == [0, 3, 1, 4, 2, 5])
        #expect(backend.deliveries == [10, 11, 12, 13, 22, 23])
    }

    @Test func `even with one worker, files that follow are opened ahead`() throws {
        let test = try TestScenario.files(4, of: 1).interleave(cycle: 1, parallelism: 1)
        let backend = try TimedBackend(test, duration: durations(["interleave": [20]], in: test))
        backend.finish()
        // Two files besides the first are read at once; the fourth when the first leaves the cycle.
        #expect(backend.deliveries == [20, 20, 20, 40])
    }

    @Test func `a tuner's parallelism holds at once upwards, and when work is done downwards`() throws {
        let backend = try begun(.files(50, of: 20).interleave(cycle: 6, parallelism: 1))
        #expect(inFlight(backend) == 13)
        backend.changeParameter(of: "interleave", to: 4)
        #expect(inFlight(backend) == 16)
        backend.changeParameter(of: "interleave", to: 2)
        #expect(inFlight(backend) == 16)
        // Each current worker fills the buffer of its file; then only two go on to the last two files of the cycle.
        backend.settle { $0.stage == 1 && $0.element.sample < 80 }
        #expect(backend.pending.filter { $0.work.stage == 1 && $0.work.element.sample < 120 }.count == 2)
    }

    @Test(arguments: [(1, 5, 1), (16, 5, 5), (3, 5, 3)])
    func `automatic parallelism starts where it is told to, up to the cycle, anew in each epoch`(
        _ initial: Int, _ cycle: Int, _ current: Int
    ) throws {
        let test = try TestScenario.files(50, of: 20).interleave(cycle: cycle, ["parallelism": .word("auto")])
        let context = try ExecutionOptions(
            ParameterValues(
                ["initialParallelism": .count(initial)], defaultsFrom: ExecutionOptions.parameters))
        var run = PipelineRun(
            try test.train(epochs: 2, steps: 1).pipeline(), platform: try test.platform(), options: context, seed: 1,
            replication: 0)
        run.start(at: 0)
        #expect(run.tunedValue(ofStage: 1) == current)
        run.changeParameter(ofStage: 1, to: 9, at: 0)
        #expect(run.tunedValue(ofStage: 1) == cycle)
        run.changeParameter(ofStage: 1, to: 0, at: 0)
        #expect(run.tunedValue(ofStage: 1) == 1)
        var work = UniqueArray<Work>()
        while run.currentEpoch == 0 {
            run.takeWork(into: &work)
            for index in 0..<work.count { run.complete(work[index], at: 0) }
            work.removeAll()
        }
        run.beginNextEpoch(at: 0)
        #expect(run.tunedValue(ofStage: 1) == current)
    }

    @Test func `a fixed parallelism is not tuned`() throws {
        let fixed = try Interleave(parameters: ["cycle": .count(4), "parallelism": .count(2)])
        let tuned = try Interleave(parameters: ["cycle": .count(4), "parallelism": .word("auto")])
        let sequential = try Interleave(parameters: ["cycle": .count(4)])
        #expect([fixed, tuned, sequential].map { $0.automaticParallelismLimit(poolThreads: 2) } == [nil, 4, nil])
        #expect([fixed, tuned, sequential].map(\.isAsynchronous) == [true, true, false])
    }

    @Test func `a tuner's change before the first demand starts nothing`() throws {
        let backend = try StepwiseBackend(.files(50, of: 20).interleave(cycle: 2, parallelism: 1))
        backend.changeParameter(of: "interleave", to: 3)
        #expect(backend.begun[1] == 0)
    }

    /// What reaches the consumer when reading a record fails, at once or when its turn comes in an order of the work by
    /// seed.
    private func delivered(_ order: String, failing record: Int64, seed: UInt64) throws -> [Int64] {
        let backend = try begun(
            .files(9, of: 4, bytes: 10).interleave(cycle: 2, parallelism: 2, ["order": .word(order)]))
        var generator = SeededGenerator(seed: seed)
        while !backend.isFinished, !backend.pending.isEmpty {
            let failing = backend.pending.firstIndex { $0.work.stage == 1 && $0.work.element.sample == record }
            let index = Int.random(in: 0..<backend.pending.count, using: &generator)
            if let failing, seed.isMultiple(of: 2) || index == failing {
                backend.fail(failing, with: Failure(code: 3))
            } else {
                backend.complete(index)
            }
        }
        try #require(backend.isFinished, "stuck: \(backend.waitingChain)")
        #expect(backend.failure == Failure(code: 3))
        #expect(backend.memory.heldBytes == 0)
        return backend.received[0].map(\.sample)
    }

    @Test(arguments: [0, 1, 3, 4, 6, 8, 10, 13, 15, 17, 22, 35] as [Int64])
    func `ordered, all that comes before a record that cannot be read is delivered`(record: Int64) throws {
        var shape = InterleaveOrderTests.Shape(seed: 1)
        (shape.files, shape.samplesPerFile, shape.cycle, shape.block) = (9, 4, 2, 1)
        let expected = Array(shape.strictTurns.prefix { $0 != record })
        for seed in UInt64(1)...30 {
            #expect(try delivered("ordered", failing: record, seed: seed) == expected)
        }
    }

    @Test(arguments: [0, 9, 22, 35] as [Int64])
    func `unordered, all that comes before it in its file is delivered`(record: Int64) throws {
        for seed in UInt64(1)...30 {
            let delivered = try delivered("unordered", failing: record, seed: seed)
            #expect(delivered.filter { $0 / 4 == record / 4 } == Array(record / 4 * 4..<record))
        }
    }

    /// The upstream fails in place of the third of four files.
    @Test(arguments: ["ordered", "unordered"], [1, 2, 3])
    func `files before one that is not named are delivered`(order: String, cycle: Int) throws {
        let test = try TestScenario.files(4, of: 3).stage(FailingUpstream(after: 2))
            .interleave(cycle: cycle, parallelism: 2, ["order": .word(order)])
        let backend = try StepwiseBackend(test)
        var generator = SeededGenerator(seed: 4)
        backend.finish(using: &generator)
        #expect(backend.failure == FailingUpstream.failure)
        let delivered = backend.received[0].map(\.sample)
        #expect(delivered.allSatisfy { $0 < 6 })
        if order == "ordered" { #expect(delivered.sorted() == (cycle < 3 ? [0, 1, 2, 3, 4, 5] : [0, 3])) }
    }
}
