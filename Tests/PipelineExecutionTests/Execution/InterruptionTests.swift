import PipelineRuns
import Pipelines
import ScenarioFiles
import Testing

@testable import PipelineExecution

/// Checkpoints and evaluations of real runs.
struct InterruptionTests {
    private func scenario(_ training: String, accelerators: Int = 1) throws -> Scenario {
        try Scenario.text(
            """
            platform: {gpu: {count: \(accelerators)}}
            pipeline: [{source: {elements: 6}}, {prefetch: 1}]
            train: {step: 100 us, epochs: 2, \(training)}
            """)
    }

    @Test(arguments: [
        ("checkpointTime: 20 ms, checkpointSteps: 2", 6), ("checkpointTime: 20 ms", 2), ("evaluation: 20 ms", 2),
        ("checkpointTime: 20 ms, evaluation: 20 ms", 4),
    ])
    func `times are waited for`(training: String, count: Int) throws {
        let execution = try execute(scenario(training), ExecutionSettings())
        #expect(execution.error == nil)
        let report = try #require(execution.report)
        #expect(report.steps == 12)
        #expect(report.simulatedSeconds >= Double(count) * 0.02)
    }

    @Test func `accelerators wait for the first one's checkpoint`() throws {
        let execution = try execute(
            scenario("checkpointTime: 20 ms, checkpointSteps: 2", accelerators: 2), ExecutionSettings())
        #expect(execution.error == nil)
        let report = try #require(execution.report)
        #expect(report.steps == 24)
        #expect(report.simulatedSeconds >= 6 * 0.02)
    }

    @Test func `bytes of a checkpoint are refused by name`() throws {
        let scenario = try scenario("checkpointBytes: 1 MB")
        let error = #expect(throws: ExecutionError.self) { try execute(scenario, ExecutionSettings()) }
        #expect("\(try #require(error))".hasPrefix("`train.checkpointBytes` is not executed"))
    }
}
