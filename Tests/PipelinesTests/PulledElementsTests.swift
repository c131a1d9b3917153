import Pipelines
import Testing
import Variates

/// How many elements leave a stage in an epoch at most, whatever the training loop gets of them.
struct PulledElementsTests {
    private static func pipeline(_ stages: [any PipelinePart], steps: Int?) throws -> Pipeline {
        try Pipeline([Source(elements: 100)] + stages, training: TrainingLoop(step: 1e-3, steps: steps))
    }

    /// Of 100 elements behind the source.
    private static func pulled(_ stages: [any PipelinePart], steps: Int?) throws -> Double {
        try pipeline(stages, steps: steps).mostPulled(from: 0, poolThreads: 8)
    }

    private static func leastPulled(_ stages: [any PipelinePart], steps: Int?) throws -> Double {
        try pipeline(stages, steps: steps).leastPulled(from: 0)
    }

    @Test func `the steps' elements, and those of one that is dropped`() throws {
        #expect(try Self.pulled([Map()], steps: 10) == 11)
        #expect(try Self.pulled([Batch(8)], steps: 10) == 88)
        #expect(try Self.pulled([Take(20)], steps: nil) == 21)
    }

    @Test func `what a stage drops is pulled too`() throws {
        #expect(try Self.pulled([Skip(30)], steps: 10) == 41)
        #expect(try Self.pulled([Skip(30)], steps: nil) == 100)
    }

    @Test func `buffers pull ahead`() throws {
        #expect(try Self.pulled([Prefetch(4)], steps: 10) == 15)
        #expect(try Self.pulled([Shuffle(20)], steps: 10) == 31)
        #expect(try Self.pulled([Prefetch(200)], steps: 10) == 100)
        #expect(try Self.pulled([Take(20), Prefetch(200)], steps: 10) == 20)
    }

    @Test func `at the least, what the steps need and what a stage drops`() throws {
        #expect(try Self.leastPulled([Batch(8), Prefetch(4)], steps: 10) == 80)
        #expect(try Self.leastPulled([Skip(30), Prefetch(4)], steps: 10) == 40)
        #expect(try Self.leastPulled([Skip(95)], steps: 10) == 100)
        #expect(try Self.leastPulled([Take(50), Skip(30)], steps: nil) == 50)
        #expect(try Self.leastPulled([Batch(8)], steps: nil) == 100)
    }
}
