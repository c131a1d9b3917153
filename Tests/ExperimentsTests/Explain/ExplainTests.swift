import Experiments
import Foundation
import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

/// Pipelines whose cause is known by construction.
struct ExplainTests {
    private static func file(_ lines: [String]) throws -> ScenarioFile {
        try ScenarioFile(text: (["overlap: 1"] + lines).joined(separator: "\n"), name: "test", directory: ".")
    }

    private func diagnosis(_ lines: [String], objective: Objective = .automatic) async throws -> Diagnosis {
        try await explain(try Self.file(lines), variant: "base", objective: objective, threads: 2)
    }

    /// What is known to bind, and what then brings most, by its change.
    @Test(
        arguments: [
            (
                "a prefetch would overlap", "pipeline",
                [
                    "platform: {disk: {latency: 2 ms}}",
                    "pipeline: [source: 2000, map: {cost: 3 ms}]", "train: {step: 5 ms}",
                ]
            ),
            (
                "`source` reads", "disk.latency",
                [
                    "platform: {disk: {latency: 5 ms}}", "pipeline: [source: 2000, map: {cost: 100 us}, prefetch: 4]",
                    "train: {step: 2 ms}",
                ]
            ),
            (
                "only a faster training step", "train.step",
                [
                    "platform: {disk: {latency: 100 us}}",
                    "pipeline: [source: 2000, map: {cost: 1 ms}, prefetch: 4]", "train: {step: 5 ms}",
                ]
            ),
            (
                "`decode` works almost all", "decode.parallelism",
                [
                    "platform: {cpu: {cores: 8}}",
                    "pipeline: [source: 4000, map: {name: decode, cost: 8 ms, parallelism: 2}, prefetch: 4]",
                    "train: {step: 2 ms}",
                ]
            ),
            (
                "the cores are at work", "cpu.cores",
                [
                    "platform: {cpu: {cores: 2, workers: 8}}",
                    "pipeline: [source: 4000, map: {name: decode, cost: 8 ms, parallelism: 8}, prefetch: 4]",
                    "train: {step: 1 ms}",
                ]
            ),
            (
                "the cores are at work", "cpu.cores",
                [
                    "platform: {cpu: {cores: 2, workers: 2}}",
                    "pipeline: [source: 2000, map: {name: decode, cost: 6 ms, parallelism: 2}, prefetch: 4]",
                    "train: {step: 4 ms, device: cpu}",
                ]
            ),
            (
                "the disk is in use", "disk.bandwidth",
                [
                    "platform: {disk: {latency: 10 us, bandwidth: 100 MB/s}}",
                    "pipeline: [source: {elements: 2000, size: 1 MB}, prefetch: 4]", "train: {step: 2 ms}",
                ]
            ),
        ] as [(String, String, [String])])
    func `the cause is the known one, and what removes it brings most`(
        _ cause: String, _ path: String, _ lines: [String]
    ) async throws {
        let diagnosis = try await diagnosis(lines)
        #expect(try #require(diagnosis.summary.bottleneck).explanation.contains(cause))
        let best = try #require(diagnosis.worthwhile.first)
        #expect(best.oneMore.changes.contains { $0.path == path }, "\(best.oneMore.name)")
        #expect(diagnosis.isResolved)
    }

    /// Delivery rates of an ordered map as shares of the consumer's, with exponential bodies at an aggregate rate of 1/0.9 of the
    /// consumer's.
    ///
    /// Exact for a head that leaves its place when the consumer waits for it, as in tf.data: the maximum of `calls`
    /// exponential times is late by more than the buffer of finished ones makes up for.
    @Test(arguments: [(2, 0.974), (4, 0.737), (8, 0.556), (16, 0.439)] as [(Int, Double)])
    func `order is named as the cause where an ordered map of exponential times lags behind its mean rate`(
        _ calls: Int, _ share: Double
    ) async throws {
        let diagnosis = try await diagnosis([
            "platform: {cpu: {cores: 32}}",
            "pipeline: [source: 20000, map: {name: decode, cost: {exponential: {mean: \(0.9 * Double(calls)) ms}}, "
                + "parallelism: \(calls), use: wait}, prefetch: 1024]",
            "train: {step: 1 ms}", "run: {replications: 4}",
        ])
        let rate = try #require(diagnosis.summary.estimate(.samplesPerSecond)?.value)
        #expect(abs(rate / 1000 - share) < 0.01, "\(rate)")
        let order = try #require(diagnosis.worthwhile.first { $0.oneMore.name == "`decode` unordered" })
        let waits = diagnosis.summary.stages[1].shares.waits
        let loop = try #require(diagnosis.summary.loop)
        if calls > 2 {
            #expect(diagnosis.summary.bottleneck?.explanation.contains("order") == true)
            #expect(waits[.order] > 0.9 * loop.waiting)
        }
        #expect(order.size > 0.9 * (1 / share - 1))
    }

    @Test func `the value of one more is what simulating the change gives`() async throws {
        let lines = [
            "platform: {cpu: {cores: 4}, disk: {latency: {exponential: {mean: 1 ms}}}}",
            "pipeline: [source: 1000, map: {name: decode, cost: {lognormal: {mean: 8 ms, cv: 0.5}}, parallelism: 4}, prefetch: 2]",
            "train: {step: 2 ms}", "run: {replications: 6}",
        ]
        let file = try Self.file(lines)
        let diagnosis = try await explain(file, variant: "base", threads: 2)
        #expect(diagnosis.gains.count >= 8)
        let before = try await replicate(try file.scenario(variant: "base"), threads: 2)
        for gain in diagnosis.gains {
            let changed = try file.scenario(variant: "base", overrides: gain.oneMore.changes)
            let after = try await replicate(changed, threads: 2)
            let ratio = try #require(VariantSummary(after, baseline: before).speedUp)
            #expect(try #require(gain.answer.effect?.ratio).mean == ratio.mean, "\(gain.oneMore.name)")
        }
    }

    @Test func `headroom is the rate of the step alone, and of loading alone`() async throws {
        let diagnosis = try await diagnosis([
            "platform: {disk: {latency: 4 ms}}", "pipeline: [source: 2000, prefetch: 4]", "train: {step: 3 ms}",
        ])
        #expect(abs(try #require(diagnosis.withoutWaits) - 1000 / 3) < 1)
        #expect(abs(try #require(diagnosis.withoutSteps).mean - 250) < 0.5)
        #expect(abs(try #require(diagnosis.reachedShare) - 1) < 0.002)
    }

    @Test func `without steps nothing may be left to simulate`() async throws {
        let diagnosis = try await diagnosis(["pipeline: [source: 2000]", "train: {step: 3 ms}"])
        #expect(diagnosis.withoutSteps == nil)
    }

    @Test func `a scenario whose memory runs out runs with what takes less of it`() async throws {
        let diagnosis = try await diagnosis([
            "platform: {memory: {capacity: 20 MB}, disk: {latency: 1 ms}}",
            "pipeline: [source: {elements: 2000, size: 1 MB}, prefetch: 64]", "train: {step: 1050 us}",
        ])
        #expect(diagnosis.summary.outOfMemory != nil && diagnosis.isResolved)
        // A shorter step empties the buffer as fast as the disk fills it.
        #expect(diagnosis.remedies.map(\.oneMore.name) == ["a step 10 % shorter"])
        #expect(diagnosis.gains.count { $0.runsOutOfMemory } == diagnosis.gains.count - 1)
    }

    @Test func `a figure that no run defines is not resolved`() async throws {
        let lines = [
            "platform: {disk: {latency: 4 ms}}", "pipeline: [source: 400, prefetch: 4]", "train: {step: 3 ms}",
        ]
        let diagnosis = try await diagnosis(lines, objective: try #require(Objective(named: "laterEpochSeconds")))
        #expect(diagnosis.gains.allSatisfy { $0.answer.verdict == .noFigure && !$0.runsOutOfMemory })
        #expect(!diagnosis.isResolved)
    }

    @Test func `shares are judged and ordered by their difference`() async throws {
        let lines = [
            "platform: {disk: {latency: 4 ms}}", "pipeline: [source: 2000, prefetch: 4]", "train: {step: 3 ms}",
        ]
        let diagnosis = try await diagnosis(lines, objective: try #require(Objective(named: "stallFraction")))
        let best = try #require(diagnosis.worthwhile.first)
        #expect(best.oneMore.name == "a disk 10 % faster")
        // The loop waits 1 ms of 4 with the disk as it is, 0.6 of 3.6 with the faster one.
        #expect(abs(best.size - (0.25 - 0.6 / 3.6)) < 0.002)
    }

    /// The steps of the lesson, a pipeline that loading binds, and one that training binds.
    @Test(
        arguments: [
            ("lesson/1-pipelines", "taking turns", "a prefetch would overlap", "a prefetch at the end"),
            (
                "lesson/2-where-the-time-goes", "loading 300 ms", "a prefetch would overlap",
                "`decode` with 2 parallel calls"
            ),
            ("lesson/3-prefetch", "turns 100 ms", "a prefetch would overlap", "one more place in `prefetch`"),
            ("lesson/4-buffer-size", "buffer 1", "variance", "a step 10 % shorter"),
            (
                "lesson/5-together", "prefetch", "one thread does their work in turns",
                "a cache in memory behind `decode`"
            ),
            ("lesson/6-inside", "GPU turns", "a prefetch would overlap", "one more place in `prefetch`"),
            ("loader-bound", "buffer 8", "`source` reads almost all the time", "a disk 10 % faster"),
            ("trainer-bound", "naive", "a prefetch would overlap", "one more place in `prefetch`"),
        ] as [(String, String, String, String)])
    func `the lesson's causes are named`(
        _ name: String, _ variant: String, _ cause: String, _ best: String
    ) async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        let file = try ScenarioFile(path: root.appendingPathComponent("scenarios/\(name).yaml").standardized.path)
        let overrides = [try Override(path: "run.replications", value: "3")]
        let diagnosis = try await explain(file, variant: variant, overrides: overrides, threads: 2)
        #expect(try #require(diagnosis.summary.bottleneck).explanation.contains(cause))
        #expect(diagnosis.worthwhile.first?.oneMore.name == best)
    }

    @Test func `what is known when it is interrupted is kept, and nothing else is claimed`() async throws {
        let lines = [
            "pipeline: [source: 20, map: {name: decode, cost: {lognormal: {mean: 8 ms, cv: 3}}, parallelism: 4}, prefetch: 2]",
            "train: {step: {exponential: {mean: 2 ms}}}", "run: {maxReplications: 100000}",
        ]
        let file = try Self.file(lines)
        let task = Task { () throws(ExplainError) -> Diagnosis in
            var looks = 0
            return try await explain(file, variant: "base", indifference: 0, threads: 1) { finished, _ in
                looks += finished == 1 ? 1 : 0
                if looks == 2 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        let diagnosis = try await task.value
        #expect(!diagnosis.isFinished && !diagnosis.isResolved)
        #expect(diagnosis.gains.allSatisfy { $0.answer.pairs >= 10 })
    }

    @Test func `an objective that is asked for is kept to`() async throws {
        let lines = [
            "platform: {disk: {latency: 4 ms}}", "pipeline: [source: 400, prefetch: 4]", "train: {step: 3 ms}",
        ]
        let diagnosis = try await diagnosis(lines, objective: try #require(Objective(named: "firstBatchSeconds")))
        #expect(diagnosis.metric.name == "firstBatchSeconds")
        #expect(diagnosis.worthwhile.first?.oneMore.name == "a disk 10 % faster")
    }
}
