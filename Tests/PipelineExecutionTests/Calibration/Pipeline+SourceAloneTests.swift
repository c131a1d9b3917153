import Pipelines
import Testing
import Variates

@testable import PipelineExecution

struct PipelineSourceAloneTests {
    /// The files of an `interleave` are read on, in whatever order they come.
    @Test(
        arguments: [
            (true, .random, .sequential), (true, .sequential, .sequential), (false, .random, .random),
            (false, .sequential, .sequential),
        ] as [(Bool, Source.Access, Source.Access)])
    func `reads as in the whole pipeline`(isOpened: Bool, access: Source.Access, alone: Source.Access) throws {
        let source = try Source(files: 8, samplesPerFile: 6, rowGroup: isOpened ? 3 : nil, access: access)
        let opening: [any PipelinePart] = isOpened ? [try Interleave(cycle: 2)] : []
        let pipeline = try Pipeline([source.named("files")] + opening, training: TrainingLoop(step: 1e-3))
        let stage = try #require(pipeline.sourceAlone)
        let read = try #require(stage.operator as? Source)
        #expect((stage.name, read.access, read.rowGroup) == ("files", alone, source.rowGroup))
        #expect(throws: Never.self) { try Pipeline(stages: [stage], training: pipeline.training) }
    }
}
