import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

/// Summaries of variants, the first one the baseline.
func summaries(_ scenarios: [TestScenario]) async throws -> [VariantSummary] {
    var summaries: [VariantSummary] = []
    var baseline: Replications?
    for (index, test) in scenarios.enumerated() {
        var scenario = try test.scenario()
        scenario.variant = "v\(index)"
        scenario.run.replications = 2
        let replications = try await replicate(scenario, threads: 1)
        baseline = baseline ?? replications
        summaries.append(VariantSummary(replications, baseline: baseline))
    }
    return summaries
}

/// Workers that are created one after the other, in a second each, and load 1,000 samples.
func loading(workers: Int) throws -> TestScenario {
    try .source(1000).dataLoader(
        workers: workers, ["batchSize": .count(10), "cost": .distribution(milliseconds(5))]
    )
    .processes(["creation": .table([1])])
    .train(milliseconds(0.01))
}

struct SpeedUpBasisTests {
    @Test func `where the start hardly matters, the steady part is compared`() async throws {
        let both = try await summaries([1, 2].map { try .source(2000).map(milliseconds(Double($0))).train() })
        #expect(SpeedUpBasis(both) == .steady)
        #expect(SpeedUpBasis.steady.speedUp(of: both[1]) == both[1].speedUp)
    }

    @Test func `where start-up moves a speed-up, the whole run is compared`() async throws {
        let both = try await summaries([loading(workers: 1), loading(workers: 8)])
        #expect(SpeedUpBasis(both) == .wholeRun)
        let whole = try #require(SpeedUpBasis.wholeRun.speedUp(of: both[1]))
        #expect(whole == both[1].runSpeedUp)
        #expect(try #require(both[1].speedUp).mean.isClose(to: 8, within: 1e-2))
        #expect(whole.mean.isClose(to: both[0].runSeconds / both[1].runSeconds))
        #expect(whole.mean < 1)
    }

    /// A steady rate is not divided by that of a whole run, on whichever side that is.
    @Test func `a variant without a steady part is compared over the whole run`() async throws {
        let steady = try loading(workers: 1)
        let held = try TestScenario.source(1000).shuffle(1000).map(milliseconds(1)).train()
        for both in [try await summaries([steady, held]), try await summaries([held, steady])] {
            #expect(both.count(where: \.isOfWholeRun) == 1)
            let speedUp = try #require(both[1].speedUp)
            #expect(speedUp == both[1].runSpeedUp)
            #expect(speedUp.mean.isClose(to: both[0].runSeconds / both[1].runSeconds, within: 1e-9))
        }
    }

    @Test func `where a variant has no steady part, the whole run is compared`() async throws {
        let steady = try TestScenario.source(1000).map(milliseconds(1)).train()
        let held = try TestScenario.source(1000).shuffle(1000).map(milliseconds(1)).train()
        let both = try await summaries([steady, held])
        #expect(both.map(\.isOfWholeRun) == [false, true])
        #expect(SpeedUpBasis(both) == .wholeRun)
    }
}
