import Pipelines
import ScenarioFiles
import Testing

@testable import Experiments

struct ScenarioAcceleratorsTests {
    private func scenario(_ source: String, shard: Bool = true, count: Int) throws -> Scenario {
        let stages = ["source: \(source)"] + (shard ? ["shard: {}"] : []) + ["batch: 2"]
        let text = """
            overlap: 1
            platform: {gpu: {count: \(count)}}
            pipeline: [\(stages.joined(separator: ", "))]
            train: {step: 1 ms}
            """
        return try ScenarioFile(text: text, name: "test", directory: ".").scenario(variant: "base")
    }

    /// Files of the source, those of `count` accelerators, and those of `more`.
    @Test(arguments: [(12, 1, 3, 36), (12, 2, 3, 18), (13, 2, 3, 20), (12, 4, 2, 6), (12, 3, 3, 12)])
    func `each accelerator keeps its share`(_ files: Int, _ count: Int, _ more: Int, _ grown: Int64) throws {
        let scenario = try scenario("{files: \(files), samplesPerFile: 5}", count: count)
        let other = try scenario.onAccelerators(more, growingData: true)
        #expect(other.platform.gpu.count == more)
        #expect(other.pipeline.storedFiles.count == grown)
        #expect(other.pipeline.storedFiles.lengths.samplesPerFile == 5)
    }

    @Test func `data that are repeated for ever have shares too`() throws {
        let text = """
            overlap: 1
            pipeline: [source: 24, shard: {}, repeat: forever, batch: 2]
            train: {step: 1 ms, steps: 10}
            """
        let scenario = try ScenarioFile(text: text, name: "test", directory: ".").scenario(variant: "base")
        #expect(try scenario.onAccelerators(3, growingData: true).pipeline.storedFiles.count == 72)
    }

    @Test func `data stay where they are wanted fixed, or where each accelerator reads all`() throws {
        let shared = try scenario("{elements: 24}", count: 1)
        #expect(try shared.onAccelerators(3, growingData: false).pipeline.storedFiles.count == 24)
        let whole = try scenario("{elements: 24}", shard: false, count: 1)
        #expect(try whole.onAccelerators(3, growingData: true).pipeline.storedFiles.count == 24)
    }

    @Test func `too few data and too many are refused`() throws {
        let few = #expect(throws: PipelineError.self) {
            try scenario("{elements: 24}", count: 1).onAccelerators(64, growingData: false)
        }
        #expect(few?.reason.contains("accelerator") == true)
        let many = #expect(throws: PipelineError.self) {
            try scenario("{elements: 1000000000000}", count: 1).onAccelerators(2, growingData: true)
        }
        #expect(many?.reason.contains("10¹² samples") == true)
    }
}
