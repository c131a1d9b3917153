import Foundation
import Measurements
import PipelineRuns
import PipelineSimulation
import ScenarioFiles
import Testing

/// What a verdict advises is done, and makes the run faster; where it sees nothing to win, nothing is won.
@Suite struct AdviceTests {
    @Test(arguments: AdviceCase.buffers + AdviceCase.loop + AdviceCase.limits + AdviceCase.idle)
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

    /// `Fixtures/Field/ordered-cv.yaml`, with fewer elements: the buffers of the interleave in front are always full.
    @Test(arguments: [12000, 32000])
    func `calls that wait for an older one are named as the cause`(_ elements: Int) async throws {
        let file = try ScenarioFile(path: Self.field.appendingPathComponent("ordered-cv.yaml").path)
        let fewer = [try Override(argument: "source.elements=\(elements)")]
        for (variant, cause) in [("ordered 16", TimeLoss.Cause.order), ("unordered 16", nil)] {
            let runs = try await replicate(try file.scenario(variant: variant, overrides: fewer), threads: 2)
            let bottleneck = try #require(VariantSummary(runs, baseline: nil).bottleneck)
            #expect(bottleneck.loss?.cause == cause, "\(bottleneck)")
        }
    }

    /// The first map is ahead for the very reason that calls of the second wait.
    @Test(arguments: [0.3, 0.5, 1, 2])
    func `a stage whose results wait for the cause is none itself`(_ cv: Double) async throws {
        let runs = try await replications(of: [
            "platform: {cpu: {cores: 16}}",
            "pipeline: [source: 4000, map: {name: read, cost: 1 ms, parallelism: 16, pool: own, use: wait}, map: "
                + "{name: decode, cost: {lognormal: {mean: 9 ms, cv: \(cv)}}, parallelism: 16, pool: own}, batch: 100, "
                + "prefetch: 2]",
            "train: {step: 56 ms}",
        ])
        let loss = try #require(VariantSummary(runs, baseline: nil).bottleneck?.loss)
        #expect(loss.cause == .order && loss.stage == "decode", "\(loss)")
    }

    /// `Fixtures/Field/start-up.yaml`: four workers make the shortest run, and from there on more of them a longer one.
    @Test func `starting workers is the cause where it takes most of the run`() async throws {
        let few = ["w1", "w2"], many = ["w4", "w8", "w16", "w32"]
        for variant in few {
            let bottleneck = try #require(try await startUp(variant).bottleneck)
            #expect(bottleneck.loss == nil, "\(bottleneck)")
            #expect(bottleneck.explanation.contains("more workers or less work there would help"))
        }
        for variant in many {
            let bottleneck = try #require(try await startUp(variant).bottleneck)
            #expect(bottleneck.loss?.cause == .boundaries && bottleneck.loss?.stage == "dataLoader", "\(bottleneck)")
            #expect(bottleneck.explanation.hasSuffix("% of the run; fewer workers or longer epochs would help"))
        }
        for (more, fewer) in zip(many.dropFirst(), many) {
            let ratio = try await startUp(fewer, against: more).runSpeedUp?.mean ?? 0
            #expect(ratio > 1.1, "\(more), \(fewer)")
        }
    }

    /// Where one fewer starts sooner, the others may still take longer for its work: 10.9 s of one worker.
    @Test(
        arguments: [
            (64, "creation: {1: 3.36 s, 32: 107.4 s}", 4, true), (64, "creation: {1: 3.36 s, 32: 107.4 s}", 2, false),
            (64, "creation: {1: 5 s, 8: 5.5 s}", 8, false), (2, "bootCompute: 4 s", 8, true),
        ])
    func `fewer workers are advised where they make a shorter run`(
        _ cores: Int, _ costs: String, _ workers: Int, _ isAdvised: Bool
    ) async throws {
        func summary(_ workers: Int) async throws -> VariantSummary {
            let runs = try await replications(of: [
                "platform: {cpu: {cores: \(cores)}, processes: {\(costs)}}",
                "pipeline: [source: 3200, dataLoader: {workers: \(workers), batchSize: 32, cost: 3.42 ms}]",
                "train: {step: 1 us}",
            ])
            return VariantSummary(runs, baseline: nil)
        }
        let (before, fewer) = (try await summary(workers), try await summary(workers - 1))
        #expect((fewer.runSeconds < before.runSeconds) == isAdvised)
        let bottleneck = try #require(before.bottleneck)
        #expect(bottleneck.loss?.cause == .boundaries, "\(bottleneck)")
        let remedies = isAdvised ? "fewer workers or longer epochs" : "longer epochs"
        #expect(bottleneck.explanation.hasSuffix("% of the run; \(remedies) would help"), "\(bottleneck)")
    }

    /// `Fixtures/Field/start-up.yaml`, three epochs: the loop creates workers for 99 % of the time, and these work for
    /// 1 %.
    @Test func `workers that are created for each epoch are not busy meanwhile`() async throws {
        let epochs = ["train.epochs=3"]
        for variant in ["w16", "w32"] {
            let summary = try await startUp(variant, epochs)
            let bottleneck = try #require(summary.bottleneck)
            #expect(bottleneck.kind == .none && bottleneck.loss?.cause == .boundaries, "\(bottleneck)")
            #expect(bottleneck.explanation.contains("`workersLive: run` or longer epochs"), "\(bottleneck)")
            #expect(summary.stages[1].utilisation < 0.05)
        }
        let persistent = try await startUp("w16", epochs + ["dataLoader.workersLive=run"]).runSeconds
        #expect(try await startUp("w16", epochs).runSeconds > 2 * persistent)
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

    /// What a variant of `Fixtures/Field/start-up.yaml` comes to, with changes, and against another variant.
    private func startUp(
        _ variant: String, _ changes: [String] = [], against other: String? = nil
    ) async throws -> VariantSummary {
        let file = try ScenarioFile(path: Self.field.appendingPathComponent("start-up.yaml").path)
        let overrides = try changes.map { try Override(argument: $0) }
        func runs(_ name: String) async throws -> Replications {
            try await replicate(try file.scenario(variant: name, overrides: overrides), threads: 1)
        }
        var baseline: Replications?
        if let other { baseline = try await runs(other) }
        return VariantSummary(try await runs(variant), baseline: baseline)
    }

    private func replications(of lines: [String], _ changes: [String] = []) async throws -> Replications {
        let text = (["overlap: 1"] + lines + ["run: {replications: 4}"]).joined(separator: "\n")
        let file = try ScenarioFile(text: text, name: "test", directory: ".")
        let overrides = try changes.map { try Override(argument: $0) }
        return try await replicate(try file.scenario(variant: "base", overrides: overrides), threads: 2)
    }
}
