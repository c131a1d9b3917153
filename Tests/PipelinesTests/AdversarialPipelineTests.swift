import Pipelines
import Testing

/// What holds for every pipeline, however odd, in whatever order its work is done.
struct AdversarialPipelineTests {
    static let seeds: ClosedRange<UInt64> = 1...400
    /// Pieces of work after which a pipeline counts as endless: a filter may drop all of an endless stream.
    private static let patience: Int64 = 5000

    @Test(arguments: seeds)
    func `ends, delivers what it announced, and holds nothing afterwards`(_ seed: UInt64) throws {
        guard let pipeline = try possible(seed) else { return }
        let backend = try StepwiseBackend(pipeline.test, options: pipeline.options, seed: seed)
        var generator = SeededGenerator(seed: seed)
        var epoch = 0
        while !backend.isFinished, !backend.pending.isEmpty, backend.now < Self.patience {
            backend.advance(to: backend.now + 1)
            backend.complete(Int.random(in: 0..<backend.pending.count, using: &generator))
            guard backend.epoch > epoch else { continue }
            epoch = backend.epoch
            let kept = pipeline.caches.reduce(0) { $0 + backend.occupancy(of: $1).bytes }
            if !backend.isFinished { #expect(backend.memory.heldBytes == kept, "\(pipeline.description)") }
            #expect(backend.memory.inFlightBytes == bytesOfPending(backend))
        }
        if backend.now == Self.patience { return }
        try #require(backend.isFinished, "stuck: \(backend.waitingChain)\n\(pipeline.description)")
        if let steps = try pipeline.test.pipeline().totalSteps {
            #expect(backend.finishedSteps == steps, "\(pipeline.description)")
        }
        while !backend.pending.isEmpty { backend.complete(0) }
        #expect(backend.memory.inFlightBytes == 0)
    }

    @Test(arguments: seeds)
    func `what is ordered does not depend on which work is done first`(_ seed: UInt64) throws {
        guard let pipeline = try possible(seed), !pipeline.dependsOnTiming else { return }
        func received(_ order: UInt64) throws -> [[UInt64]] {
            let backend = try StepwiseBackend(pipeline.test, options: pipeline.options, seed: seed)
            var generator = SeededGenerator(seed: order)
            while !backend.isFinished, !backend.pending.isEmpty, backend.now < Self.patience {
                backend.advance(to: backend.now + 1)
                backend.complete(Int.random(in: 0..<backend.pending.count, using: &generator))
            }
            if backend.now == Self.patience { return [] }
            return backend.received.map { $0.map(\.digest) }
        }
        #expect(try received(1) == received(2), "\(pipeline.description)")
    }

    @Test(arguments: seeds)
    func `a failure comes through, unless nobody wants any more`(_ seed: UInt64) throws {
        guard let pipeline = try possible(seed) else { return }
        let backend = try StepwiseBackend(pipeline.test, options: pipeline.options, seed: seed)
        var generator = SeededGenerator(seed: seed)
        var remaining = Int.random(in: 0..<60, using: &generator)
        while !backend.isFinished, !backend.pending.isEmpty, backend.now < Self.patience {
            backend.advance(to: backend.now + 1)
            let index = Int.random(in: 0..<backend.pending.count, using: &generator)
            remaining -= 1
            let entry = backend.pending[index]
            if remaining <= 0, !backend.isTraining(entry), entry.work.place != .handOver {
                backend.fail(index, with: Failure(code: 7))
            } else {
                backend.complete(index)
            }
        }
        if backend.now == Self.patience { return }
        try #require(backend.isFinished, "stuck: \(backend.waitingChain)\n\(pipeline.description)")
    }

    @Test func `most seeds make a pipeline, and most pipelines have an order of their own and an end`() throws {
        let pipelines = try Self.seeds.compactMap(possible)
        #expect(pipelines.count > 200)
        #expect(pipelines.count { !$0.dependsOnTiming } > 100)
        #expect(pipelines.count { !$0.mayBeEndless } > 100)
    }

    /// The pipeline of a seed, or nil when it is refused because it delivers nothing or never completes a cache.
    private func possible(_ seed: UInt64) throws -> AdversarialPipeline? {
        guard let pipeline = try? AdversarialPipeline(seed: seed), (try? pipeline.test.pipeline()) != nil else {
            return nil
        }
        return pipeline
    }

    private func bytesOfPending(_ backend: StepwiseBackend) -> Int128 {
        backend.pending.reduce(0) {
            $0 + ($1.work.element.onDevice ? 0 : Int128($1.work.element.bytes))
        }
    }
}
