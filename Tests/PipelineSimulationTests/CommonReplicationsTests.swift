import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

/// Which replications of two variants are compared with each other.
@Suite struct CommonReplicationsTests {
    /// The same scenario twice differs by nothing only where equal replications are compared: the first ones, in order.
    @Test(arguments: [(9, 4), (4, 9), (9, 9)])
    func `of two variants the first replications that both have are compared, in order`(
        _ baseline: Int, _ variant: Int
    ) async throws {
        let base = try await replicate(try variedScenario(replications: baseline, epochs: 2), threads: 1)
        let other = try await replicate(try variedScenario(replications: variant, epochs: 2), threads: 1)
        let speedUp = try #require(VariantSummary(other, baseline: base).speedUp)
        #expect(speedUp.count == min(baseline, variant))
        #expect(speedUp.mean == 1)
        #expect(speedUp.halfWidth == 0)
        // The test would show nothing if replications were alike, or if their order did not matter.
        let rates = base.reports.map(\.samplesPerSecond)
        let reversed = try #require(PairedComparison(of: rates.reversed(), against: rates).ratio?.halfWidth)
        try #require(reversed > 1e-3)
    }

    /// A step that is twice as fast, behind the same draws, and more replications of it.
    @Test func `a speed-up is that of the common replications`() async throws {
        let base = try await replicate(try steppedScenario(step: 4e-3, replications: 9), threads: 1)
        let fast = try await replicate(try steppedScenario(step: 2e-3, replications: 4), threads: 1)
        let speedUp = try #require(VariantSummary(fast, baseline: base).speedUp)
        let expected = PairedComparison.ratio(
            of: Self.rate(fast.reports[...]), against: Self.rate(base.reports.prefix(4)))
        #expect(speedUp == expected)
    }

    private static func rate(_ reports: ArraySlice<RunReport>) -> TimeAverage {
        TimeAverage(of: reports.map(\.samplesPerSecond), overSeconds: reports.map(\.seconds))
    }

    @Test(arguments: [1, 2, 3])
    func `warm-up and window are counted in steps of one accelerator`(_ accelerators: Int) async throws {
        var scenario = try steadyScenario(elements: 30, epochs: 3)
        scenario.platform.gpu.count = accelerators
        scenario.run.replications = 2
        let summary = VariantSummary(try await replicate(scenario, threads: 1), baseline: nil)
        #expect(summary.windows.map(\.window) == [.laterEpochs])
        #expect(summary.warmUpSteps == 30 && summary.windowSteps == 60)
    }

    private func steppedScenario(step: Double, replications: Int) throws -> Scenario {
        try smallScenario(
            cost: .exponential(mean: 1e-3), step: .constant(step), elements: 200, epochs: 2,
            run: ["replications": .count(replications)])
    }
}
