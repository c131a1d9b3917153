import Measurements
import PipelineRuns
import PipelineSimulation
import ScenarioFiles
import Testing

@testable import PipelineLint

/// What the linter promises of a fix: a gain that is certain and worth a change, or no loss.
@Suite struct FixEffectTests {
    /// A ratio and its half-width.
    struct Ratio: Sendable, CustomTestStringConvertible {
        var mean: Double
        var halfWidth: Double?
        var testDescription: String { "\(mean) ± \(halfWidth.map { "\($0)" } ?? "?")" }
    }

    @Test(arguments: [
        // Worth it, but not certain: the interval reaches below 1, or to it.
        (Ratio(mean: 1.02, halfWidth: 0.05), false), (Ratio(mean: 1.25, halfWidth: 0.25), false),
        // Certain, but not worth it.
        (Ratio(mean: 1.005, halfWidth: 0.001), false), (Ratio(mean: 1.0099, halfWidth: 0), false),
        (Ratio(mean: 1.02, halfWidth: 0.01), true), (Ratio(mean: 1.01, halfWidth: 0.009), true),
        (Ratio(mean: 0.9, halfWidth: 0.01), false),
        // One replication tells no width.
        (Ratio(mean: 1.02, halfWidth: nil), true), (Ratio(mean: 1.005, halfWidth: nil), false),
    ])
    func `a gain is 1 % or more, and certain`(_ ratio: Ratio, _ isGain: Bool) {
        let interval = ConfidenceInterval(mean: ratio.mean, halfWidth: ratio.halfWidth, confidence: 0.95, count: 10)
        #expect(FixEffect.isGain(interval) == isGain)
    }

    @Test(arguments: [
        (Ratio(mean: 1.02, halfWidth: 0.05), false), (Ratio(mean: 1.005, halfWidth: 0.001), false),
        (Ratio(mean: 1.02, halfWidth: 0.01), true),
    ])
    func `a fix is faster by its steady part or by its epochs`(_ ratio: Ratio, _ isFaster: Bool) throws {
        let steady = try Self.effect(rate: ratio)
        #expect(steady.isFaster == isFaster)
        #expect(try #require(steady.epochSpeedUp).mean == 1)
        let epochs = try Self.effect(epochs: ratio)
        #expect(epochs.isFaster == isFaster)
        #expect(try #require(epochs.speedUp).mean == 1)
    }

    @Test(arguments: [
        (Ratio(mean: 0.97, halfWidth: 0.01), false), (Ratio(mean: 0.9949, halfWidth: 0.001), false),
        (Ratio(mean: 0.996, halfWidth: 0.001), true), (Ratio(mean: 1.1, halfWidth: 0.001), true),
        // The interval would not show this loss.
        (Ratio(mean: 0.97, halfWidth: 0.04), true),
    ])
    func `half a per cent is no loss, nor is what no interval shows`(_ ratio: Ratio, _ losesNothing: Bool) throws {
        let effect = try Self.effect(rate: ratio)
        #expect(effect.losesNothing == losesNothing)
    }

    @Test func `a fix without figures is neither faster nor without loss`() throws {
        let effect = FixEffect(try Self.runs(rates: [1, 1], epochs: [1, 1]), try Self.runs(rates: [], epochs: []))
        #expect(effect.speedUp == nil && effect.epochSpeedUp == nil)
        #expect(!effect.isFaster && !effect.losesNothing)
    }

    @Test func `pairs replications in their order`() throws {
        let effect = FixEffect(
            try Self.runs(rates: [1, 2, 4], epochs: [8, 4, 2]),
            try Self.runs(rates: [2, 4, 8, 100], epochs: [4, 2, 1]))
        let speedUp = try #require(effect.speedUp)
        #expect(speedUp.mean == 2 && speedUp.halfWidth == 0 && speedUp.count == 3)
        #expect(try #require(effect.epochSpeedUp).mean == 2)
        #expect(try #require(effect.epochSpeedUp?.halfWidth) == 0)
    }

    /// What looks like a gain of 50 % is the start-up, which only one of the two figures contains.
    @Test func `rates are compared over like windows`() throws {
        let steady = try Self.runs(rates: [3, 3, 3], wholeRuns: [2, 2, 2], epochs: [1, 1, 1])
        let held = try Self.runs(rates: [2, 2, 2], epochs: [1, 1, 1], window: .wholeRun)
        for effect in [FixEffect(held, steady), FixEffect(steady, held)] {
            #expect(effect.isOfWholeRun && !effect.isFaster && effect.losesNothing)
            #expect(try #require(effect.speedUp).mean == 1)
            #expect(effect.before.samplesPerSecond == effect.after.samplesPerSecond)
        }
    }

    // MARK: - Runs with given figures

    /// The effect of a fix after which the rate, and the length of epochs before, are these ratios of 1.
    private static func effect(
        rate: Ratio = Ratio(mean: 1, halfWidth: 0), epochs: Ratio = Ratio(mean: 1, halfWidth: 0)
    ) throws -> FixEffect {
        let effect = FixEffect(
            try runs(rates: [1, 1, 1], epochs: try values(of: epochs)),
            try runs(rates: try values(of: rate), epochs: [1, 1, 1]))
        for (interval, ratio) in [(effect.speedUp, rate), (effect.epochSpeedUp, epochs)] {
            let interval = try #require(interval)
            let halfWidths = (try #require(interval.halfWidth), try #require(ratio.halfWidth))
            try #require((interval.mean - ratio.mean).magnitude < 1e-12)
            // Ratios have their intervals on a logarithmic scale, on which one side is a little wider.
            try #require((halfWidths.0 - halfWidths.1).magnitude <= 0.03 * halfWidths.1)
        }
        return effect
    }

    /// Three values whose 95 % interval is this one.
    private static func values(of ratio: Ratio) throws -> [Double] {
        let unit = try #require(ConfidenceInterval([-1, 0, 1]).halfWidth)
        let spread = try #require(ratio.halfWidth) / unit
        return [ratio.mean - spread, ratio.mean, ratio.mean + spread]
    }

    /// - Parameter wholeRuns: rates of the whole runs; the same as of the steady parts when absent.
    private static func runs(
        rates: [Double], wholeRuns: [Double]? = nil, epochs: [Double], window: RunReport.Window = .afterWarmUp
    ) throws -> SimulatedRuns {
        let file = try LintFixture(.missingPrefetch, "", ["source: {elements: 4}"]).file()
        guard case .completed(let report) = try simulate(try file.scenario(variant: "base"), replication: 0) else {
            throw UnexpectedOutOfMemory()
        }
        let reports = rates.indices.map { index in
            var report = report
            report.window = window
            report.samplesPerSecond = rates[index]
            report.wholeRun.samplesPerSecond = (wholeRuns ?? rates)[index]
            report.epochSeconds = epochs[min(index, epochs.count - 1)]
            return report
        }
        return SimulatedRuns(confidence: 0.95, reports: reports, outOfMemory: nil, failure: nil)
    }

    private struct UnexpectedOutOfMemory: Error {}
}
