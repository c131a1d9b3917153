import PipelineRuns
import Pipelines
import ScenarioFiles
import Testing

@testable import PipelineExecution

struct ExecutionTests {
    @Test func `an ordered pipeline delivers in order`() throws {
        let scenario = try Scenario.text(
            """
            pipeline:
              - source: {elements: 200}
              - map: {parallelism: 4, cost: {exponential: 200 us}, use: wait}
              - batch: 5
              - prefetch: 2
            train: {step: 100 us, epochs: 2}
            """)
        let execution = try execute(scenario, recording())
        #expect(execution.error == nil)
        let report = try #require(execution.report)
        #expect(report.steps == 80)
        #expect(report.samples == 400)
        #expect(execution.deliveries[0].map(\.sample) == (0..<80).map { Int64($0 % 40 * 5) })
        #expect(execution.remainingContents == 0)
    }

    private func recording() -> ExecutionSettings {
        var settings = ExecutionSettings()
        settings.recordsDeliveries = true
        return settings
    }
}
