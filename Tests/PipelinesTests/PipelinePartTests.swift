import Pipelines
import Testing
import Variates

/// A pipeline written as a list in Swift is named, placed and checked as one of a scenario file.
struct PipelinePartTests {
    @Test func `stages without a name are called after their kind`() throws {
        let pipeline = try Pipeline(
            [Source(elements: 8), Map(), Map().named("decode"), Map(), Batch(2), Batch(2)],
            training: TrainingLoop(step: 1e-3))
        #expect(pipeline.stages.map(\.name) == ["source", "map", "decode", "map-3", "batch", "batch-2"])
    }

    @Test func `a path begins with the name, or an address where the name is another stage's operator`() throws {
        func addresses(_ parts: any PipelinePart...) throws -> [String] {
            let pipeline = try Pipeline([Source(elements: 8)] + parts, training: TrainingLoop(step: 1e-3))
            return pipeline.stages.dropFirst().map { pipeline.address(of: $0.name) }
        }
        #expect(try addresses(Map(), Batch(2)) == ["map", "batch"])
        #expect(try addresses(Map(), Map().named("decode"), Map()) == ["map-1", "decode", "map-3"])
        #expect(try addresses(Map().named("decode"), Map()) == ["decode", "map-2"])
        #expect(try addresses(Map().named("batch"), Batch(2).named("a"), Batch(2).named("b")) == ["batch", "a", "b"])
        // Another stage has the first number.
        #expect(try addresses(Map(), Map().named("map-1")) == ["map-2", "map-1"])
    }

    private static let mistakes: [(stage: Int?, reason: String, parts: @Sendable () throws -> [any PipelinePart])] = [
        (nil, "the pipeline is empty", { [] }),
        (0, "the first stage must be a `source`", { [try Batch(2)] }),
        (1, "only the first stage may be a `source`", { [try Source(elements: 8), try Source(elements: 8)] }),
        (1, "must be the last stage", { [try Source(elements: 8), PrefetchToDevice.automatic, try Batch(2)] }),
        (
            2, "`batch` before `interleave` would get files, not samples",
            { [try Source(elements: 8), try Batch(2), try Interleave(cycle: 2)] }
        ),
        (nil, "the data never end", { [try Source(elements: 8), Repeat.forever] }),
        (1, "the pipeline delivers no element", { [try Source(elements: 8), try Skip(8)] }),
        (1, "cannot name a stage", { [try Source(elements: 8), try Map().named("a/b")] }),
        (1, "cannot name a stage", { [try Source(elements: 8), try Map().named("")] }),
        (2, "two stages are called `a`", { [try Source(elements: 8), try Map().named("a"), Cache().named("a")] }),
    ]

    @Test(arguments: mistakes.indices)
    func `a pipeline that cannot be is an error with the stage's position`(_ index: Int) throws {
        let (stage, reason, make) = Self.mistakes[index]
        let (parts, training) = (try make(), try TrainingLoop(step: 1e-3))
        let error = #expect(throws: PipelineError.self) { try Pipeline(parts, training: training) }
        #expect(error?.stage == stage)
        #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
    }
}
