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
}
