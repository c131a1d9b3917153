import Pipelines
import Testing

struct FileCacheStageTests {
    @Test func `writes in turn with the pull, then reads instead of it`() throws {
        let test = try TestScenario.source(3, bytes: 100).fileCache().train(epochs: 2)
        let backend = try TimedBackend(test) { work, _ in
            switch work.place {
            case .disk where work.stage == 0: 10
            case .disk: 7
            case .diskWrite: 5
            case .diskStream: 2
            case .accelerator: 1
            default: 0
            }
        }
        backend.finish()
        let places = backend.work(of: "cache").map(\.work.place)
        #expect(places == [.diskWrite, .diskWrite, .diskWrite, .disk, .diskStream, .diskStream])
        #expect(backend.work(of: "cache").allSatisfy { $0.work.element.bytes == 100 })
        #expect(backend.deliveries == [15, 31, 47, 55, 58, 61])
        #expect(backend.work(of: "source").count == 3)
    }

    @Test func `takes no memory`() throws {
        let backend = try StepwiseBackend(.source(10, bytes: 100).fileCache().train(epochs: 3))
        try backend.finishOneByOne()
        #expect(backend.isFinished)
        #expect(backend.memory.peakHeldBytes == 0)
        #expect(backend.memory.peakBytes == 100)
        #expect(backend.memory.inFlightBytes == 0)
        #expect(backend.received.map { $0.map(\.sample) } == Array(repeating: Array(0..<10), count: 3))
        #expect(backend.begun[0] == 10)
    }

    @Test func `a partial fill is deleted, and written again`() throws {
        let backend = try StepwiseBackend(.source(10).fileCache().train(epochs: 3, steps: 6))
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.begun[0] == 18)
        #expect(backend.begun[1] == 18)
    }

    @Test func `nothing of a partial fill is read later`() throws {
        let backend = try StepwiseBackend(.source(5).fileCache().prefetch(9).train(epochs: 3, steps: 2))
        while backend.epoch == 0 {
            if !backend.completeFirst(where: { $0.place == .accelerator }) { try backend.completeNext() }
        }
        #expect(backend.begun[1] < 5)
        // In the second epoch the prefetch comes to the end while a step takes its time; in the third the file is
        // there.
        for epoch in 1...2 {
            let begun = backend.begun[1]
            backend.settle { $0.place != .accelerator }
            #expect(backend.begun[1] - begun == 5)
            while backend.epoch == epoch, backend.completeFirst(where: { $0.place == .accelerator }) {}
        }
        #expect(backend.isFinished)
        #expect(backend.received.map { $0.map(\.sample) } == [[0, 1], [0, 1], [0, 1]])
    }

    /// A cache in memory is complete then, when it knows the number of its elements.
    @Test func `stopped at the last element, is not complete`() throws {
        for (store, reads) in [("memory", 5), ("file", 10)] {
            let test = try TestScenario.source(5).stage(Cache.self, ["store": .word(store)]).train(epochs: 2, steps: 5)
            let backend = try StepwiseBackend(test)
            backend.settle { _ in true }
            #expect(backend.isFinished)
            #expect(backend.begun[0] == reads)
        }
    }

    @Test func `an epoch that reads part of it leaves it complete`() throws {
        // Each epoch of the training loop is a pass and a half over the file; the first pass writes it.
        let backend = try StepwiseBackend(.source(4).fileCache().repeat(3).train(epochs: 2, steps: 6))
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.begun[0] == 4)
        #expect(backend.received.map { $0.map(\.sample) } == Array(repeating: [0, 1, 2, 3, 0, 1], count: 2))
        #expect(backend.begun[1] == 12)
    }

    @Test func `of what was in order once, keeps the order`() throws {
        let backend = try StepwiseBackend(.source(20).shuffle(20).fileCache().train(epochs: 2))
        backend.settle { _ in true }
        #expect(backend.received[0] == backend.received[1])
    }

    @Test func `cannot complete on endless data`() throws {
        #expect(throws: PipelineError.self) {
            try TestScenario.source(3).repeatForever().fileCache().train(steps: 9).pipeline()
        }
    }
}

extension TestScenario {
    fileprivate func fileCache() throws -> TestScenario { try stage(Cache.self, ["store": .word("file")]) }
}
