import Pipelines
import Testing

struct FilterTests {
    /// Samples that arrive, by epoch.
    private func arrivals(_ test: TestScenario, seed: UInt64 = 1, replication: UInt32 = 0) throws -> [[Int64]] {
        let backend = try StepwiseBackend(test, seed: seed, replication: replication)
        backend.settle { _ in true }
        try #require(backend.isFinished)
        return backend.received.map { $0.map(\.sample) }
    }

    @Test func `asks the predicate about every element, in turn with the pull`() throws {
        let test = try TestScenario.source(60).filter(0.5)
        let backend = try TimedBackend(
            test, duration: durations(["source": [2], "filter": [3], "step": [5]], in: test))
        backend.finish()
        let kept = backend.backend.received[0].map(\.sample)
        #expect(kept.count > 20 && kept.count < 40)
        #expect(backend.work(of: "filter").count == 60)
        // Each element that is kept is followed by a step.
        let expected = kept.enumerated().map { steps, sample in 5 * (sample + 1) + 5 * Int64(steps) }
        #expect(backend.deliveries == expected)
    }

    @Test(arguments: [("core", Work.Place.workerCore), ("wait", .workerWait)])
    func `works where it is told to`(_ use: String, _ place: Work.Place) throws {
        let backend = try StepwiseBackend(.source(3).filter(1, ["use": .word(use)]))
        _ = backend.completeFirst { $0.place == .iteratorCreation }
        _ = backend.completeFirst { $0.stage == 0 }
        #expect(backend.pending.map(\.work.place) == [place])
    }

    @Test func `keeps its share`() throws {
        for (keep, range) in [(1, 4000...4000), (0.9, 3520...3680), (0.25, 880...1120)] as [(Double, ClosedRange<Int>)]
        {
            // Four standard deviations to each side at least.
            #expect(range.contains(try arrivals(.source(4000).filter(keep))[0].count))
        }
    }

    @Test func `decides by sample and epoch, whatever came before`() throws {
        let inOrder = try arrivals(.source(200).filter(0.5).train(epochs: 2))
        let shuffled = try arrivals(.source(200).shuffle(50).filter(0.5).train(epochs: 2))
        #expect(shuffled.map { $0.sorted() } == inOrder)
        #expect(shuffled != inOrder)
        #expect(inOrder[0] != inOrder[1])
        let shorter = try arrivals(.source(100).filter(0.5))
        #expect(shorter[0] == inOrder[0].filter { $0 < 100 })
    }

    @Test func `decides anew for each seed, replication and name`() throws {
        let test = try TestScenario.source(200).filter(0.5)
        let base = try arrivals(test)
        #expect(try arrivals(test, seed: 2) != base)
        #expect(try arrivals(test, replication: 1) != base)
        #expect(try arrivals(.source(200).stage(Filter.self, ["keep": .quantity(0.5)], name: "other")) != base)
        #expect(try arrivals(test) == base)
    }

    @Test func `a smaller share is a part of a larger one`() throws {
        let half = Set(try arrivals(.source(500).filter(0.5))[0])
        let most = Set(try arrivals(.source(500).filter(0.8))[0])
        #expect(half.isStrictSubset(of: most))
    }

    @Test func `of unknown length, fills batches and caches`() throws {
        let test = try TestScenario.source(50).filter(0.5).cache().batch(4).train(epochs: 2)
        let backend = try StepwiseBackend(test)
        backend.settle { _ in true }
        #expect(backend.begun[0] == 50)
        let samples = backend.received.map { $0.map(\.samples) }
        #expect(samples[0] == samples[1])
        #expect(samples[0].dropLast().allSatisfy { $0 == 4 })
        #expect(try test.pipeline().stepsPerEpoch == nil)
    }

    @Test func `does not know how many it keeps, but whether there is an end`() throws {
        let filter = try Filter(parameters: ["keep": .quantity(0.5)])
        #expect(filter.cardinality(after: .finite(9)) == .unknown)
        #expect(filter.cardinality(after: .finite(0)) == .finite(0))
        #expect(filter.cardinality(after: .infinite) == .infinite)
        #expect(throws: PipelineError.self) { try TestScenario.source(9).repeatForever().filter(0.5).pipeline() }
        #expect(throws: PipelineError.self) { try TestScenario.source(9).filter(0.5).repeatForever().pipeline() }
    }
}
