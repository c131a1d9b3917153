import Pipelines
import Testing

struct CacheTests {
    @Test func `fills in the first epoch; then its upstream rests`() throws {
        let backend = try StepwiseBackend(.source(10, bytes: 100).map().cache().train(epochs: 3))
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.begun[0] == 10)
        #expect(backend.begun[1] == 10)
        #expect(backend.received.map { $0.map(\.sample) } == Array(repeating: Array(0..<10), count: 3))
        #expect(backend.memory.heldBytes == 1000)
        #expect(backend.memory.peakHeldBytes == 1000)
    }

    @Test func `a partial fill is thrown away`() throws {
        let test = try TestScenario.source(10, bytes: 100).cache().train(epochs: 3, steps: 6)
        let backend = try StepwiseBackend(test)
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.begun[0] == 18)
        #expect(backend.memory.peakHeldBytes == 600)
    }

    @Test func `is complete at the last element when the number is known`() throws {
        let test = try TestScenario.source(5, bytes: 100).cache().prefetch(10).train(epochs: 2, steps: 2)
        let backend = try StepwiseBackend(test)
        backend.take(1)
        #expect(backend.begun[0] == 5)
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.begun[0] == 5)
        #expect(backend.received[1].map(\.sample) == [0, 1])
    }

    @Test func `stopped at the last element, is complete only if the number is known`() throws {
        for (isKnown, reads) in [(true, 5), (false, 10)] {
            var test = try TestScenario.source(5)
            if !isKnown { test = test.stage(Opaque()) }
            let backend = try StepwiseBackend(test.cache().train(epochs: 2, steps: 5))
            backend.settle { _ in true }
            #expect(backend.isFinished)
            #expect(backend.begun[0] == reads)
        }
    }

    @Test func `of unknown length, is complete at the end`() throws {
        let backend = try StepwiseBackend(.source(5).stage(Opaque()).cache().train(epochs: 3))
        backend.settle { _ in true }
        #expect(backend.begun[0] == 5)
        #expect(backend.received.map(\.count) == [5, 5, 5])
    }

    @Test func `serves the passes of a repeat`() throws {
        let backend = try StepwiseBackend(.source(5).cache().repeat(3))
        backend.settle { _ in true }
        #expect(backend.begun[0] == 5)
        #expect(backend.received[0].map(\.sample) == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4])
    }

    @Test func `keeps the first epoch's order`() throws {
        let backend = try StepwiseBackend(.source(20).shuffle(20).cache().train(epochs: 2))
        backend.settle { _ in true }
        #expect(backend.received[0] == backend.received[1])
    }

    @Test func `switched off, passes elements through`() throws {
        let test = try TestScenario.source(5, bytes: 9).stage(Cache.self, ["store": .word("off")]).train(epochs: 2)
        let backend = try StepwiseBackend(test)
        backend.settle { _ in true }
        #expect(backend.begun[0] == 10)
        #expect(backend.memory.peakHeldBytes == 0)
    }
}
