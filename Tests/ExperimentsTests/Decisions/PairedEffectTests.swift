import Experiments
import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing

struct PairedEffectTests {
    private func reports(_ line: TwoStations, _ count: Int = 10) async throws -> [RunReport] {
        var series = [ReplicationSeries(try line.scenario())]
        try await extend(&series, to: count, threads: 2)
        return series[0].reports
    }

    private func effect(
        of metric: Metric = .samplesPerSecond, _ variant: [RunReport], _ baseline: [RunReport],
        confidence: Double = 0.95
    ) throws -> PairedEffect {
        try #require(PairedEffect(of: metric, variant, against: baseline, confidence: confidence))
    }

    @Test func `the same twice is identical`() async throws {
        let reports = try await reports(TwoStations())
        for metric in Metric.all {
            guard let effect = PairedEffect(of: metric, reports, against: reports, confidence: 0.95) else { continue }
            #expect(effect.isIdentical && !effect.isResolved && effect.isWithin(0), "\(metric.name)")
            #expect(effect.verdict(indifference: 0) == .identical)
        }
    }

    @Test func `a rate is compared by its ratio, as speed-ups are`() async throws {
        let (slow, fast) = (try await reports(TwoStations()), try await reports(TwoStations(buffer: 8)))
        let effect = try effect(fast, slow)
        let baseline = Replications(scenario: try TwoStations().scenario(), reports: slow)
        let summary = VariantSummary(
            Replications(scenario: baseline.scenario, reports: fast), baseline: baseline)
        #expect(effect.ratio == summary.speedUp)
        #expect(effect.isResolved && !effect.isWithin(0.05) && effect.verdict(indifference: 0.005) == .different)
        let rates = [fast, slow].map { summaryRate($0) }
        #expect(abs(effect.difference.mean - (rates[0] - rates[1])) < 1e-9 * rates[0])
    }

    private func summaryRate(_ reports: [RunReport]) -> Double {
        TimeAverage(of: reports.map(\.samplesPerSecond), overSeconds: reports.map(\.steady.seconds)).mean
    }

    @Test func `what is certain and does not matter is no difference`() async throws {
        let both = [try await reports(.constant(step: "1 ms")), try await reports(.constant(step: "1.001 ms"))]
        let effect = try effect(both[1], both[0])
        #expect(effect.isResolved && effect.verdict(indifference: 0.005) == .noDifference)
        #expect(effect.verdict(indifference: 0) == .different)
    }

    @Test func `one pair tells a difference, and nothing of its certainty`() async throws {
        let both = [try await reports(TwoStations(), 1), try await reports(TwoStations(buffer: 8), 1)]
        let effect = try effect(both[1], both[0])
        #expect(effect.difference.halfWidth == nil && !effect.isResolved && !effect.isWithin(1))
        #expect(effect.verdict(indifference: 0.005) == .notResolved)
    }

    /// With loading a hundred times as fast, the loop hardly waits: the share may double and still not matter.
    @Test func `a share is judged by its difference, though its ratio is large`() async throws {
        let both = [
            try await reports(TwoStations(load: "{exponential: 5 us}", buffer: 16)),
            try await reports(TwoStations(load: "{exponential: 10 us}", buffer: 16)),
        ]
        let effect = try effect(of: .stallFraction, both[1], both[0])
        #expect(effect.difference.mean < 0.005 && effect.isWithin(0.005))
        #expect(effect.verdict(indifference: 0.005) != .different)
    }

    @Test func `seconds beside nothing are never near to it`() async throws {
        let none = try await reports(.constant(load: "0 s"))
        let some = try await reports(.constant(load: "1 us"))
        let effect = try effect(of: .firstBatchSeconds, some, none)
        #expect(effect.ratio == nil && !effect.isWithin(0.5) && effect.isResolved)
    }

    @Test func `pairs are as many as both have, and none is nothing`() async throws {
        let both = [try await reports(TwoStations(), 4), try await reports(TwoStations(buffer: 3), 7)]
        #expect(try effect(both[1], both[0]).difference.count == 4)
        #expect(PairedEffect(of: .samplesPerSecond, both[1], against: [], confidence: 0.95) == nil)
        // Of one step there is no AU.
        let short = try await reports(TwoStations(elements: 1), 2)
        #expect(PairedEffect(of: .acceleratorUtilisation, short, against: short, confidence: 0.95) == nil)
    }

    @Test func `where one has no steady part, both are compared over whole runs`() async throws {
        let steady = try await reports(TwoStations())
        let held = try await reports(TwoStations(stages: "- shuffle: 300"))
        try #require(held.lackSteadyPart && !steady.lackSteadyPart)
        let effect = try effect(held, steady)
        #expect(effect.ratio == (try self.effect(of: .runSamplesPerSecond, held, steady)).ratio)
    }
}
