import Pipelines
import Testing

struct TakeTests {
    @Test func `asks for no more than it needs`() throws {
        let backend = try StepwiseBackend(.source(10).take(3).train(epochs: 2))
        backend.settle { _ in true }
        #expect(backend.received.map { $0.map(\.sample) } == [[0, 1, 2], [0, 1, 2]])
        #expect(backend.begun[0] == 6)
    }

    @Test func `ends early when its upstream does`() throws {
        let backend = try StepwiseBackend(.source(2).take(3))
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.received[0].map(\.sample) == [0, 1])
    }

    @Test func `repeated, begins at the beginning`() throws {
        let backend = try StepwiseBackend(.source(10).prefetch(2).take(3).repeat(2))
        backend.settle { _ in true }
        #expect(backend.received[0].map(\.sample) == [0, 1, 2, 0, 1, 2])
    }

    /// What runs ahead of it may be in the middle of an answer when the next pass begins: that answer is void.
    @Test func `repeated, forgets what is on its way above it`() throws {
        let backend = try StepwiseBackend(.source(30).shuffle(30).prefetch(20).take(2).repeat(5).prefetch(20))
        backend.settle { _ in true }
        #expect(backend.isFinished && backend.received[0].count == 10)
    }

    @Test func `of an endless stream goes round`() throws {
        let test = try TestScenario.source(2).repeatForever().take(5).cache().train(epochs: 2)
        let backend = try StepwiseBackend(test)
        backend.settle { _ in true }
        #expect(backend.received.map { $0.map(\.sample) } == Array(repeating: [0, 1, 0, 1, 0], count: 2))
        #expect(backend.begun[0] == 5)
    }

    @Test func `does not complete a cache above it, unless it takes all`() throws {
        for (count, reads) in [(4, 12), (5, 5), (6, 5)] {
            let backend = try StepwiseBackend(.source(5).cache().take(count).train(epochs: 3))
            backend.settle { _ in true }
            #expect(backend.isFinished)
            #expect(backend.begun[0] == reads)
        }
    }

    @Test func `counts what goes on`() throws {
        let take = try Take(parameters: ["count": .count(5)])
        #expect(take.cardinality(after: .finite(3)) == .finite(3))
        #expect(take.cardinality(after: .finite(8)) == .finite(5))
        #expect(take.cardinality(after: .infinite) == .finite(5))
        #expect(take.cardinality(after: .unknown) == .unknown)
        #expect(take.endsEarly)
    }
}
