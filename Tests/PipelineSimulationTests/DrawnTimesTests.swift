import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

/// Times whose rare values make up a good part of their mean.
struct DrawnTimesTests {
    /// One time in 10,000 is 20,000 times as long: three times the mean, of which a thousand draws mostly see a third.
    private static func summary(_ cost: Distribution, elements: Int) async throws -> VariantSummary {
        var scenario = try TestScenario.source(elements).map(cost, ["use": .word("wait")]).batch(10)
            .train(milliseconds(1)).scenario()
        scenario.run.replications = 10
        return VariantSummary(try await replicate(scenario, threads: 1), baseline: nil)
    }

    private static let rare = try? Distribution.stragglers(of: .constant(1e-3), probability: 1e-4, factor: 20_001)

    @Test func `what was hardly drawn is told`() async throws {
        let lacking = try await Self.summary(try #require(Self.rare), elements: 100).lackingTimes
        #expect(lacking.map(\.name) == ["`map`"])
        #expect(lacking.map(\.count) == [1_000])
        let times = try #require(lacking.first)
        #expect(times.expectedSeconds.isClose(to: 3e-3, within: 1e-9) && times.meanSeconds.isClose(to: 1e-3))
    }

    /// A hundred such times are expected, and ten at least are drawn.
    @Test func `what was drawn is not`() async throws {
        let summary = try await Self.summary(try #require(Self.rare), elements: 100_000)
        #expect(summary.lackingTimes.isEmpty)
        let rate = try #require(summary.estimate(.samplesPerSecond)?.interval)
        #expect(rate.contains(10 / (10 * 3e-3 + 1e-3)), "\(rate)")
    }

    /// Ten draws of ordinary times may well lie 10 % below their mean; their interval knows.
    @Test(arguments: [Distribution.constant(1e-3), .exponential(mean: 1e-3), .uniform(lower: 0, upper: 1)])
    func `ordinary times are not judged`(cost: Distribution) async throws {
        #expect(try await Self.summary(cost, elements: 10).lackingTimes.isEmpty)
    }

    /// What is replayed in an order of its own is not drawn by chance.
    @Test(arguments: [RecordedTable.Replay.inOrder, .bySample, .resampled])
    func `recorded values count where they are drawn`(replay: RecordedTable.Replay) async throws {
        let values = Array(repeating: 1e-3, count: 9_999) + [20]
        let recorded = Distribution.recorded(try RecordedTable(values: values, replay: replay))
        let lacking = try await Self.summary(recorded, elements: 100).lackingTimes
        #expect(lacking.isEmpty == (replay != .resampled))
    }

    @Test func `accelerators draw together`() async throws {
        var scenario = try TestScenario.source(100).map(try #require(Self.rare), ["use": .word("wait")])
            .gpu(["count": .count(2)]).scenario()
        scenario.run.replications = 3
        let summary = VariantSummary(try await replicate(scenario, threads: 1), baseline: nil)
        #expect(summary.lackingTimes.map(\.count) == [600])
    }
}
