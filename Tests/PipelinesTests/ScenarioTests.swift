import Pipelines
import Testing
import Variates

/// A scenario written in Swift is checked as a whole.
struct ScenarioTests {
    @Test func `has what a file that mentions nothing else has`() throws {
        let scenario = try Scenario(pipeline: [Source(elements: 8), Batch(2)], training: TrainingLoop(step: 1e-3))
        #expect(scenario.variant == "base")
        #expect(scenario.platform == Platform())
        #expect(scenario.run == RunPlan())
        #expect(scenario.options == ExecutionOptions())
        #expect(scenario.pipeline.stepsPerEpoch == 4)
    }

    @Test func `each accelerator needs data`() {
        let error = #expect(throws: PipelineError.self) {
            try Scenario(
                platform: Platform(gpu: GPU(count: 9)), pipeline: [Source(elements: 8), Shard()],
                training: TrainingLoop(step: 1e-3))
        }
        #expect(error?.reason.hasPrefix("accelerator 9 of 9: ") == true)
    }

    @Test func `reads fewer of the same files`() throws {
        let scenario = try Scenario(
            platform: Platform(gpu: GPU(count: 2)),
            pipeline: [Source(files: 8, samplesPerFile: 4, size: 100), Shard(), Batch(2)],
            training: TrainingLoop(step: 1e-3))
        let shorter = try scenario.reading(files: 3)
        var files = scenario.pipeline.storedFiles
        files.lengths = FileLengths(files: 3, samplesPerFile: 4)
        #expect(shorter.pipeline.storedFiles == files && shorter.pipeline.samplesPerEpoch == .finite(12))
        #expect(shorter.pipeline.stages.map(\.name) == scenario.pipeline.stages.map(\.name))
        let single = try Scenario(
            platform: Platform(gpu: GPU(count: 2)), pipeline: [Source(elements: 8), Shard()],
            training: TrainingLoop(step: 1e-3))
        #expect(throws: PipelineError.self) { try single.reading(files: 1) }
    }
}
