import Measurements
import Pipelines
import Testing
import Variates

@testable import PipelineRuns
@testable import PipelineSimulation

@Suite struct WarmUpEndTests {
    /// A sequential loop that opens a file every ten steps: ten steps of 1 ms and 30 ms, all exponential.
    private static func openings(files: Int, seed: UInt64) throws -> Scenario {
        var scenario = try TestScenario()
            .stage(Source.self, ["files": .count(files), "samplesPerFile": .count(10)])
            .disk(["latency": .distribution(.exponential(mean: 0.030))])
            .train(.exponential(mean: 0.001)).scenario(seed: seed)
        scenario.run.replications = 10
        return scenario
    }

    @Test func `replications begin their steady parts at the same step`() async throws {
        let reports = try await replicate(try Self.openings(files: 40, seed: 1), threads: 1).reports
        #expect(Set(reports.map(\.stepsBefore)).count == 1)
        // By their own series they would not.
        let alone = try (0..<10).map { try simulateReplication(Self.openings(files: 40, seed: 1), $0) }
        #expect(Set(alone.map { WarmUpEnd(of: [$0.history]) }.map { "\($0)" }).count > 1)
    }

    /// By their own series, runs leave out what was slow by chance, and come out 6 % too fast.
    @Test func `few and uneven steps are not made faster by what is left out`() async throws {
        var rates = Tally()
        for seed in 1...40 as ClosedRange<UInt64> {
            let reports = try await replicate(try Self.openings(files: 20, seed: seed), threads: 1).reports
            rates.record(try #require(Metric.samplesPerSecond.interval(of: reports, confidence: 0.95)).mean)
        }
        let mean = try #require(rates.mean)
        #expect(abs(mean / 250 - 1) < 0.03, "\(mean)")
    }

    @Test func `one run goes by its own series`() throws {
        let (outcome, history) = try simulateReplication(Self.openings(files: 100, seed: 3), 0)
        guard case .completed(let report) = outcome else {
            Issue.record("out of memory")
            return
        }
        let again = report.steady(after: WarmUpEnd(of: [history]), in: history)
        #expect(again.steady == report.steady)
        #expect(again.stages == report.stages)
    }

    @Test func `a start that all runs share is left out`() async throws {
        // The first batch waits for a shuffle's buffer to fill.
        var scenario = try TestScenario.source(1_000, latency: .gamma(shape: 4, scale: 0.25e-3))
            .repeatForever().shuffle(400).train(.constant(1e-4), steps: 1_000).scenario(seed: 5)
        scenario.run.replications = 10
        let reports = try await replicate(scenario, threads: 1).reports
        #expect(reports.allSatisfy { (1...40).contains($0.stepsBefore) })
    }

    @Test func `series of another stride are passed over`() throws {
        let short = try simulateReplication(Self.openings(files: 100, seed: 1), 0).history
        let long = try simulateReplication(Self.openings(files: 400, seed: 1), 0).history
        #expect(long.series.stride > short.series.stride)
        #expect(WarmUpEnd(of: [short, long, short]) == WarmUpEnd(of: [short, short]))
        #expect(WarmUpEnd(of: []) == .tooShort)
    }
}
