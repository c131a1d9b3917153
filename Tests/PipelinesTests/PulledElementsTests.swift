import Pipelines
import Testing
import Variates

/// How many elements leave a stage in an epoch at most, whatever the training loop gets of them.
struct PulledElementsTests {
    /// Of 100 elements behind the source.
    private static func pulled(_ stages: [any PipelinePart], steps: Int?) throws -> Double {
        let source = try Source(elements: 100)
        return try Pipeline([source] + stages, training: TrainingLoop(step: 1e-3, steps: steps)).mostPulled(
            from: 0, poolThreads: 8)
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
}
