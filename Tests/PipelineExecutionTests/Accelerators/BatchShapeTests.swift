import Pipelines
import ScenarioFiles
import Testing

@testable import PipelineExecution

struct BatchShapeTests {
    @Test(arguments: [(16, "1 MB", 16_000_000), (1, "10 B", 1 << 20), (64, "1 GB", 128 << 20)] as [(Int, String, Int)])
    func `is the mean batch, within what is worth measuring`(batch: Int, size: String, bytes: Int) throws {
        let text = """
            overlap: 1
            pipeline: [{source: {elements: 640, size: \(size)}}, {batch: \(batch)}]
            train: {step: 1 ms}
            """
        let file = try ScenarioFile(text: text, name: "test", directory: ".")
        let shape = BatchShape(try file.scenario(variant: "base", overrides: []).pipeline)
        #expect(shape.samples == batch && shape.bytes == bytes)
        #expect(shape.offsets.count == batch + 1 && shape.offsets.last == bytes / batch * batch)
    }

    @Test func `of no pipeline is one sample`() { #expect(BatchShape().offsets == [0, 1 << 20]) }
}
