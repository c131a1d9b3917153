import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

/// One call simulates a scenario as its plan says; several are compared with the first.
struct SimulateVariantsTests {
    private static func scenario(_ variant: String, buffer: Int, run: RunPlan) throws -> Scenario {
        try Scenario(
            variant: variant,
            pipeline: [Source(elements: 200), Map(cost: .exponential(mean: 1e-3)), Prefetch(buffer)],
            training: TrainingLoop(step: .exponential(mean: 1e-3)), run: run)
    }

    @Test func `follows the run plan`() async throws {
        let summary = try await simulate(Self.scenario("base", buffer: 2, run: RunPlan(seed: 7, replications: 3)))
        #expect(summary.replications == 3)
        #expect(summary.precision == .notAsked)
        #expect(summary.scenario.run.seed == 7)
        #expect(summary.speedUp == nil)
        #expect(try #require(summary.estimate(.samplesPerSecond)).value > 0)
    }

    @Test func `one figure is that of the summary, with as many replications as are asked for`() async throws {
        let scenario = try Self.scenario("base", buffer: 2, run: RunPlan(seed: 7, replications: 3))
        let summary = try await simulate(scenario)
        let figure = try await scenario.simulated(.stallFraction)
        #expect(figure == summary.estimate(.stallFraction)?.value && figure != nil)
        var longer = scenario
        longer.run.replications = 5
        let other = try await scenario.simulated(.stallFraction, replications: 5)
        #expect(other == (try await simulate(longer)).estimate(.stallFraction)?.value && other != figure)
    }

    @Test(arguments: [1, 2, 64])
    func `says the same with any number of threads`(_ threads: Int) async throws {
        let scenario = try Self.scenario("base", buffer: 2, run: RunPlan(precision: 0.2))
        let expected = try await simulate(scenario)
        let summary = try await simulate(scenario, threads: threads)
        #expect(summary.replications == expected.replications)
        #expect(summary.estimates.map(\.value) == expected.estimates.map(\.value))
    }

    @Test func `compares variants with the first`() async throws {
        let run = try RunPlan(replications: 10)
        let summaries = try await simulate([
            Self.scenario("in turns", buffer: 0, run: run), Self.scenario("ahead", buffer: 8, run: run),
        ])
        #expect(summaries.map(\.scenario.variant) == ["in turns", "ahead"])
        #expect(summaries[0].runSpeedUp?.mean == 1)
        // The loop waits for one of two equal times in place of both.
        #expect(try #require(summaries[1].runSpeedUp?.lower) > 1.3)
    }

    @Test func `tells which replication of which variant failed`() async throws {
        let scenario = try Scenario(
            variant: "nothing", pipeline: [Source(elements: 1)], training: TrainingLoop(step: 0))
        let error = await #expect(throws: ReplicationError.self) { try await simulate([scenario]) }
        #expect(error?.variant == "nothing")
        #expect(error?.error == .takesNoTime)
    }
}
