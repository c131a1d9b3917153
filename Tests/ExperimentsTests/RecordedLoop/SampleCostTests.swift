import Experiments
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

struct SampleCostTests {
    /// A step of 100 ms and two workers that make batches of eight.
    private static func scenario(_ seconds: Double) throws(ScenarioFileError) -> Scenario {
        let text = """
            overlap: 1
            platform: {disk: {latency: 0 s}, cpu: {cores: 8}}
            pipeline:
              - source: {elements: 800, size: 0 B}
              - dataLoader: {workers: 2, batchSize: 8, cost: \(seconds) s, remainder: drop}
            train: {step: 100 ms}
            """
        return try ScenarioFile(text: text, name: "loop", directory: ".").scenario(variant: "base")
    }

    /// Two workers make 2 ÷ (8 × cost) batches per second.
    @Test(arguments: [0.03, 0.1, 2])
    func `is solved for where the loop waits for samples`(_ seconds: Double) async throws {
        let cost = try await SampleCost(stepsPerSecond: 2 / (8 * seconds), scenario: Self.scenario)
        #expect(cost.finding == .solved)
        #expect(abs(cost.seconds / seconds - 1) < 0.01, "\(cost)")
        #expect(abs(cost.stepsPerSecond * 8 * seconds / 2 - 1) < 0.003)
    }

    /// Up to 25 ms for a sample the loop makes ten steps per second.
    @Test func `has only an upper bound where the step decides`() async throws {
        let cost = try await SampleCost(stepsPerSecond: 10, scenario: Self.scenario)
        #expect(cost.finding == .atMost)
        #expect((0.0245...0.0265).contains(cost.seconds), "\(cost)")
    }

    @Test func `no cost brings a loop above what its steps allow`() async throws {
        await #expect {
            try await SampleCost(stepsPerSecond: 11, scenario: Self.scenario)
        } throws: { error in
            guard case SampleCost.Failure.tooFast(let most) = error else { return false }
            return abs(most - 10) < 0.1
        }
    }

    @Test func `an interruption is told from a scenario that cannot be simulated`() async {
        let search = Task { () async throws -> SampleCost in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await SampleCost(stepsPerSecond: 5, scenario: Self.scenario)
        }
        await #expect { try await search.value } throws: { error in
            guard case SampleCost.Failure.simulation(let error) = error else { return false }
            return error.error == .cancelled
        }
    }
}
