import Foundation
import Measurements
import PipelineRuns
import PipelineSimulation
import ScenarioFiles
import Testing

/// What a verdict advises is done, and makes the run faster; where it sees nothing to win, nothing is won.
@Suite struct AdviceTests {
    @Test(arguments: AdviceCase.buffers + AdviceCase.loop + AdviceCase.limits)
    func `what is advised helps`(_ example: AdviceCase) async throws {
        let before = try await replications(of: example.before)
        let bottleneck = try #require(VariantSummary(before, baseline: nil).bottleneck)
        #expect(bottleneck.loss?.cause.rawValue ?? bottleneck.kind.rawValue == example.word, "\(bottleneck)")
        if let stage = example.stage { #expect(bottleneck.loss?.stage == stage) }
        if !example.words.isEmpty {
            #expect(bottleneck.explanation.contains(example.words), "\(bottleneck.explanation)")
        }
        for changes in example.advice {
            let after = try await replications(of: example.before, changes)
            let ratio = try #require(VariantSummary(after, baseline: before).speedUp)
            #expect(ratio.mean > 1.01 && (ratio.lower ?? 1) > 1, "\(changes): \(ratio), \(bottleneck.explanation)")
        }
    }

    /// Elements take 800 ms, steps 5 ms, and an evaluation after the last of them 20 s.
    @Test func `the verdict is over the same time as the row`() async throws {
        let runs = try await replications(of: [
            "platform: {disk: {latency: 800 ms}}", "pipeline: [source: 5]", "train: {step: 5 ms, evaluation: 20 s}",
        ])
        let summary = VariantSummary(runs, baseline: nil)
        let bottleneck = try #require(summary.bottleneck)
        #expect(bottleneck.kind == .source && bottleneck.loss == nil, "\(bottleneck)")
        #expect(abs(bottleneck.utilisation - 800.0 / 805) < 1e-9)
        #expect(abs((summary.estimate(.stallFraction)?.value ?? 0) - 800.0 / 805) < 1e-9)
    }

    @Test func `where only a faster step would help, nothing else does`() async throws {
        let lines = [
            "platform: {disk: {latency: {exponential: {mean: 1 ms}}, queueDepth: 1}, gpu: {copyBandwidth: 100 GB/s}}",
            "pipeline: [source: {elements: 2000, size: 100 kB}, prefetch: 4]", "train: {step: 3 ms, epochs: 2}",
        ]
        let before = try await replications(of: lines)
        let bottleneck = try #require(VariantSummary(before, baseline: nil).bottleneck)
        #expect(bottleneck.explanation.hasSuffix("only a faster training step would help"))
        for change in ["prefetch=64", "disk.latency=10 us", "train.runAhead=2", "gpu.copyBandwidth=1 TB/s"] {
            let after = try await replications(of: lines, [change])
            #expect(try #require(VariantSummary(after, baseline: before).speedUp).mean <= 1.01, "\(change)")
        }
    }

    /// `Fixtures/Field/ordered-cv.yaml`, with fewer elements.
    @Test func `calls that wait for an older one are named as the cause`() async throws {
        let file = try ScenarioFile(path: Self.field.appendingPathComponent("ordered-cv.yaml").path)
        let fewer = [try Override(argument: "source.elements=12000")]
        for (variant, cause) in [("ordered 16", TimeLoss.Cause.order), ("unordered 16", nil)] {
            let runs = try await replicate(try file.scenario(variant: variant, overrides: fewer), threads: 2)
            let bottleneck = try #require(VariantSummary(runs, baseline: nil).bottleneck)
            #expect(bottleneck.loss?.cause == cause, "\(bottleneck)")
        }
    }

    /// The function without a name is one of two, so that `map` alone would be refused.
    @Test func `what would help has a path that can be typed`() async throws {
        let runs = try await replications(of: [
            "platform: {cpu: {cores: 16}}",
            "pipeline: [source: 1000, map: {cost: {lognormal: {mean: 9 ms, cv: 1}}, parallelism: 16, pool: own}, map: 0 ms, "
                + "batch: 10, prefetch: 2]",
            "train: {step: 5 ms}",
        ])
        let explanation = try #require(VariantSummary(runs, baseline: nil).bottleneck?.loss?.advice)
        #expect(explanation.contains("`map-1.order=unordered`"), "\(explanation)")
    }

    private static let field = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/Field")

    private func replications(of lines: [String], _ changes: [String] = []) async throws -> Replications {
        let text = (["overlap: 1"] + lines + ["run: {replications: 4}"]).joined(separator: "\n")
        let file = try ScenarioFile(text: text, name: "test", directory: ".")
        let overrides = try changes.map { try Override(argument: $0) }
        return try await replicate(try file.scenario(variant: "base", overrides: overrides), threads: 2)
    }
}
