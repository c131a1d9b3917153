import Pipelines
import Testing

@testable import Exporters

@Suite struct ExportedStageTests {
    private static func stages(_ pipeline: String) throws -> [ExportedStage] {
        ExportedStage.all(of: try ExportedText.scenario(pipeline).pipeline).map(\.stage)
    }

    @Test func `stages in front of one that reads pass names only`() throws {
        let files = try Self.stages("[source: {files: 4}, shuffle: 2, interleave: 2, batch: 2]")
        #expect(files.map(\.namesOnly) == [true, true, false, false])
        #expect(files.map(\.namesFiles) == [true, true, false, false])
        let indices = try Self.stages("[source: 4, take: 2, dataLoader: 0]")
        #expect(indices.map(\.namesOnly) == [true, true, false] && !indices.contains(where: \.namesFiles))
        #expect(try Self.stages("[source: 4, batch: 2]").allSatisfy { !$0.namesOnly })
    }

    @Test func `what comes in is a sample, or a batch`() throws {
        let stages = try Self.stages("[source: {elements: 8, size: 5 B}, map: {}, batch: 4, map: {name: second}]")
        #expect(stages.map(\.unit) == ["sample", "sample", "sample", "batch"])
        #expect(stages.map(\.upstream.bytes) == [5, 5, 5, 20])
    }
}
