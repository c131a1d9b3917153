import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

/// What limits a run whose steps compute on the cores.
struct CPUTrainingTests {
    /// A map of 0.2 ms beside steps of 5 ms: the input pipeline keeps up, whatever the steps compute on.
    private static func summary(_ device: String, cores: Int) async throws -> VariantSummary {
        var scenario = try TestScenario.source(300).map(milliseconds(0.2)).prefetch(2)
            .train(milliseconds(5), epochs: 2, ["device": .word(device)]).cpu(["cores": .count(cores)]).scenario()
        scenario.run.replications = 2
        return VariantSummary(try await replicate(scenario, threads: 1), baseline: nil)
    }

    @Test func `steps on cores that are all at work are limited by the cores`() async throws {
        let summary = try await Self.summary("cpu", cores: 1)
        let (trainer, cores) = (summary.estimate(.trainerUtilisation), summary.estimate(.coreUtilisation))
        #expect(try #require(trainer).value >= 0.95 && #require(cores).value >= 0.9)
        #expect(summary.bottleneck?.kind == .cores)
    }

    @Test(arguments: [("cpu", 4), ("gpu", 1)])
    func `steps on an accelerator, or with cores to spare, are the limit themselves`(
        _ device: String, _ cores: Int
    ) async throws {
        let summary = try await Self.summary(device, cores: cores)
        #expect(try #require(summary.estimate(.coreUtilisation)).value < 0.9)
        #expect(summary.bottleneck?.kind == .trainer)
    }
}
