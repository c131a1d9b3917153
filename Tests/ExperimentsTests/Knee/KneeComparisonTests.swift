import PipelineRuns
import PipelineSimulation
import ScenarioFiles
import Testing

@testable import Experiments

/// What a comparison of two values says, on scenarios whose ratio is known.
struct KneeComparisonTests {
    /// Ten replications of a scenario whose step takes a time.
    private static func series(step: String, replications: Int = 10) async throws -> ReplicationSeries {
        let file = try ScenarioFile(
            text: "{overlap: 1, pipeline: [source: 400], train: {step: \(step)}}", name: "s", directory: ".")
        var series = [ReplicationSeries(try file.scenario(variant: "base"))]
        try await extend(&series, to: replications, threads: 1)
        return series[0]
    }

    private static func comparison(
        _ own: String, _ other: String, _ metric: Metric = .samplesPerSecond
    ) async throws -> KneeComparison {
        try await #require(
            KneeComparison(
                metric, of: Self.series(step: own), against: Self.series(step: other), error: 0.025, pairs: 10))
    }

    @Test(
        arguments: [
            ("1000 us", "995 us", ThresholdVerdict.met), ("1000 us", "980 us", .missed),
            ("1000 us", "990 us", .met), ("1 ms", "1 ms", .met), ("1 ms", "2 ms", .met),
        ] as [(String, String, ThresholdVerdict)])
    func `constant times are told at once`(own: String, other: String, verdict: ThresholdVerdict) async throws {
        #expect(try await Self.comparison(own, other).verdict(within: 0.01) == verdict)
        // An epoch in less time is better.
        let epochs = try #require(Metric.named("epochSeconds"))
        #expect(try await Self.comparison(own, other, epochs).verdict(within: 0.01) == verdict)
    }

    @Test func `one pair may be equal by chance`() async throws {
        for (replications, verdict) in [(1, ThresholdVerdict.open), (2, .met)] {
            let series = try await Self.series(step: "1 ms", replications: replications)
            let comparison = try #require(
                KneeComparison(.samplesPerSecond, of: series, against: series, error: 0.025, pairs: replications))
            #expect(comparison.verdict(within: 0.01) == verdict)
        }
    }

    @Test func `noise leaves it open`() async throws {
        let comparison = try await Self.comparison("{exponential: 1 ms}", "{gamma: {mean: 0.99 ms, cv: 1.2}}")
        #expect(comparison.verdict(within: 0.01) == .open)
        guard case .mayCount = comparison.gain(counting: 0.0005) else {
            Issue.record("\(comparison.gain(counting: 0.0005))")
            return
        }
    }

    @Test(
        arguments: [
            ("1000 us", "1002 us", KneeSearch.Gain.mayCount(isHigher: true)),
            ("10000 us", "10001 us", .settled(isHigher: true)), ("10001 us", "10000 us", .settled(isHigher: false)),
            ("1002 us", "1000 us", .falls), ("1 ms", "1 ms", .settled(isHigher: true)),
        ] as [(String, String, KneeSearch.Gain)])
    func `gains count from a share on`(own: String, other: String, gain: KneeSearch.Gain) async throws {
        #expect(try await Self.comparison(own, other).gain(counting: 0.0005) == gain)
    }
}
