import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

@Suite struct VariantSummaryTests {
    @Test func `compares with the baseline pair by pair`() async throws {
        let slow = try await replicate(try steadyScenario(step: 4e-3, cost: 1e-3), threads: 1)
        let fast = try await replicate(try steadyScenario(step: 2e-3, cost: 1e-3), threads: 1)
        let speedUp = try #require(VariantSummary(fast, baseline: slow).speedUp)
        #expect(abs(speedUp.mean - 2) < 1e-9)
        #expect(try #require(speedUp.halfWidth) < 1e-9)
        #expect(VariantSummary(slow, baseline: slow).speedUp?.mean == 1)
    }

    @Test func `compares the replications that both have`() async throws {
        let few = try await replicate(try variedScenario(replications: 4), threads: 1)
        let many = try await replicate(try variedScenario(replications: 9), threads: 1)
        let speedUp = try #require(VariantSummary(many, baseline: few).speedUp)
        #expect(speedUp.count == 4)
        #expect(speedUp.mean == 1)
    }

    @Test func `gives the rate over all of the time and the largest of peaks`() async throws {
        let scenario = try smallScenario(
            cost: .exponential(mean: 1e-3), step: .exponential(mean: 1e-3),
            run: ["replications": .count(20), "seed": .count(3)],
            size: .exponential(mean: 1e6))
        let replications = try await replicate(scenario, threads: 1)
        let peaks = replications.reports.map(\.peakBufferedBytes)
        // Neither the first nor the last is the largest, or the test would show less.
        try #require(peaks.max() != peaks.first && peaks.max() != peaks.last)
        let summary = VariantSummary(replications, baseline: nil)
        let (parts, throughput) = (
            replications.reports.map(\.steady), try #require(summary.estimate(.samplesPerSecond))
        )
        let average = TimeAverage(of: parts.map(\.samplesPerSecond), overSeconds: parts.map(\.seconds))
        #expect(throughput.interval == average.interval())
        let samples = parts.reduce(0) { $0 + $1.samplesPerSecond * $1.seconds }
        #expect(throughput.value.isClose(to: samples / parts.reduce(0) { $0 + $1.seconds }))
        let peak = try #require(summary.estimate(.peakBufferedBytes))
        #expect(peak.value == peaks.max())
        #expect(peak.interval == nil)
        #expect(summary.events == replications.reports.reduce(0) { $0 + $1.events })
    }

    @Test func `counts which part of the runs is steady`() async throws {
        let epochs = VariantSummary(
            try await replicate(try variedScenario(replications: 3, epochs: 2), threads: 1), baseline: nil)
        #expect(epochs.windows.map(\.window) == [.laterEpochs] && epochs.windows.map(\.count) == [3])
        #expect(epochs.isSteady)
        #expect(epochs.windowSteps == 200 && epochs.warmUpSteps == 200)
        let short = VariantSummary(try await replicate(try steadyScenario(), threads: 1), baseline: nil)
        #expect(short.windows.map(\.window) == [.tooShort] && short.windows.map(\.count) == [10])
        #expect(!short.isSteady)
    }

    /// What comes after the steady part, while the buffer is emptied, is no part of the warm-up.
    @Test func `the warm-up is what precedes the steady part`() async throws {
        let slowAtFirst = [Double](repeating: 8, count: 20) + [Double](repeating: 2, count: 980)
        let step = Distribution.recorded(try RecordedTable(values: slowAtFirst.map { $0 / 1e3 }, replay: .inOrder))
        let summary = try #require(
            try await summaries([TestScenario.source(1000).map(milliseconds(1)).prefetch(100).train(step)]).first)
        #expect(summary.windows.map(\.window) == [.afterWarmUp])
        #expect((20...30).contains(summary.warmUpSteps), "\(summary.warmUpSteps)")
        #expect(summary.warmUpSteps + summary.windowSteps < 1000 - 50, "\(summary.windowSteps)")
    }

    @Test func `has no figures when memory is not enough`() async throws {
        let replications = try await replicate(try variedScenario(memory: 2), threads: 1)
        let summary = VariantSummary(replications, baseline: nil)
        #expect(summary.outOfMemory != nil)
        #expect(summary.estimates.isEmpty && summary.bottleneck == nil && summary.replications == 0)
        let other = try await replicate(try variedScenario(replications: 3), threads: 1)
        #expect(VariantSummary(other, baseline: replications).speedUp == nil)
    }

    @Test func `averages stages and keeps the largest of maxima`() async throws {
        let replications = try await replicate(try variedScenario(replications: 5), threads: 1)
        let summary = VariantSummary(replications, baseline: nil)
        let buffer = try #require(summary.stages.last)
        let buffers = try replications.reports.map { try #require($0.stages.last) }
        #expect(buffer.name == "prefetch")
        let seconds = replications.reports.map(\.simulatedSeconds)
        let held = zip(buffers, seconds).reduce(0) { $0 + $1.0.meanElements * $1.1 }
        #expect(buffer.meanElements.isClose(to: held / seconds.reduce(0, +)))
        #expect(buffer.maximumElements == buffers.map(\.maximumElements).max())
        let full = try zip(buffers, seconds).reduce(0) { $0 + (try #require($1.0.fullFraction)) * $1.1 }
        #expect(try #require(buffer.fullFraction).isClose(to: full / seconds.reduce(0, +)))
    }

    /// 64 samples of 6 ms with very heavy tails, and a step of 1 ms: the thread can do 166.2 samples a second.
    ///
    /// The mean of the runs' own rates is above it.
    @Test func `short runs with heavy tails are no faster than the resources`() async throws {
        var scenario = try TestScenario.source(64).map(.logNormal(mean: 6e-3, cv: 10), ["use": .word("wait")])
            .batch(64).train(.constant(1e-3), epochs: 2).scenario()
        scenario.run.replications = 2_000
        let replications = try await replicate(scenario, threads: 2)
        let summary = VariantSummary(replications, baseline: nil)
        let bound = 64 / (64 * 6e-3 + 1e-3)
        for metric in [Metric.samplesPerSecond, .runSamplesPerSecond] {
            let estimate = try #require(summary.estimate(metric))
            #expect(try #require(estimate.interval).contains(bound), "\(metric.name): \(estimate)")
            let rates = try replications.reports.map { try #require(metric.value($0)) }
            #expect(try #require(ConfidenceInterval(rates).lower) > bound)
        }
        let whole = try #require(summary.estimate(.runSamplesPerSecond)).value
        #expect((whole * summary.runSeconds).isClose(to: 128, within: 1e-9))
        // What steps compute agrees with how many there are.
        let (rate, trainer) = (summary.estimate(.samplesPerSecond), summary.estimate(.trainerUtilisation))
        #expect(try #require(trainer).value.isClose(to: try #require(rate).value / 64 * 1e-3, within: 1e-9))
    }
}
