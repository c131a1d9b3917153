import Foundation
import Measurements
import PipelineRuns
import PipelineSimulation
import ScenarioFiles
import Testing

/// What a verdict advises is done, and makes the run faster; where it sees nothing to win, nothing is won.
@Suite struct AdviceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        /// The stable word: the cause, or what is named where there is none.
        var word: String
        var before: [String]
        /// The advice as changes of the scenario; each by itself must help.
        var advice: [[String]]
        /// The stage that is named, where that matters.
        var stage: String?
        /// What the sentence must say, where that matters.
        var words = ""
        var testDescription: String { "\(word): \(before.joined(separator: "; "))" }
    }

    private static let quick = "platform: {disk: {latency: 10 us}, cpu: {cores: 8}}"

    @Test(arguments: [
        Case(
            word: "turns",
            before: [
                quick, "pipeline: [source: 256, map: {name: decode, cost: 1 ms}, batch: 4]",
                "train: {step: 4 ms, epochs: 2}",
            ],
            advice: [["pipeline=[source: 256, map: {name: decode, cost: 1 ms}, batch: 4, prefetch: 1]"]]),
        Case(
            word: "turns",
            before: [
                quick, "pipeline: [source: 2048, map: {name: decode, cost: 4 ms, parallelism: 4}, batch: 32]",
                "train: {step: 30 ms, epochs: 2}",
            ],
            advice: [
                ["pipeline=[source: 2048, map: {name: decode, cost: 4 ms, parallelism: 4}, batch: 32, prefetch: 1]"]
            ]),
        Case(
            word: "turns",
            before: [
                quick, "pipeline: [source: 128, dataLoader: {cost: 1 ms, batchSize: 4}]",
                "train: {step: 4 ms, epochs: 2}",
            ],
            advice: [["dataLoader.workers=2"]]),
        Case(
            word: "order",
            before: [
                "platform: {disk: {latency: 10 us}, cpu: {cores: 16}}",
                "pipeline: [source: 4000, interleave: {cycle: 8, parallelism: 8, order: unordered}, map: {name: decode, "
                    + "cost: {lognormal: {mean: 9 ms, cv: 0.5}}, parallelism: 16, pool: own}, batch: 100, prefetch: 2]",
                "train: {step: 56 ms}",
            ],
            advice: [["decode.parallelism=48"], ["decode.order=unordered"]]),
        Case(
            word: "order",
            before: [
                "platform: {cpu: {cores: 8}}",
                "pipeline: [source: 2000, dataLoader: {workers: 4, prefetchFactor: 1, batchSize: 2, cost: {gamma: {mean: 3 ms, "
                    + "cv: 2}}}]",
                "train: {step: 1 ms}",
            ],
            advice: [["dataLoader.order=unordered"], ["dataLoader.prefetchFactor=8"]]),
        Case(
            word: "variability",
            before: [
                "platform: {disk: {latency: {exponential: {mean: 1 ms}}, queueDepth: 1}}",
                "pipeline: [source: 4000, prefetch: 1]",
                "train: {step: 1 ms}",
            ],
            advice: [["prefetch=8"]]),
        Case(
            word: "variability",
            before: [
                "platform: {cpu: {cores: 16}}",
                "pipeline: [source: 8192, map: {name: decode, cost: 4 ms, parallelism: 4}, batch: {size: 32, parallelism: 2}]",
                "train: {step: {gamma: {mean: 32 ms, cv: 1.5}}, epochs: 2}",
            ],
            advice: [
                [
                    "pipeline=[source: 8192, map: {name: decode, cost: 4 ms, parallelism: 4}, batch: {size: 32, "
                        + "parallelism: 2}, prefetch: 8]"
                ]
            ], stage: "batch"),
        Case(
            word: "variability",
            before: [
                "platform: {cpu: {cores: 16}}",
                "pipeline: [source: 8192, map: {cost: {gamma: {mean: 4 ms, cv: 3}}, parallelism: 8, order: unordered}, "
                    + "batch: {size: 32, cost: {gamma: {mean: 14 ms, cv: 1}}}, prefetch: 4]",
                "train: {step: 1 ms, epochs: 2}",
            ],
            advice: [
                [
                    "pipeline=[source: 8192, map: {cost: {gamma: {mean: 4 ms, cv: 3}}, parallelism: 8, order: unordered}, "
                        + "prefetch: {name: between, buffer: 64}, batch: {size: 32, cost: {gamma: {mean: 14 ms, cv: 1}}}, "
                        + "prefetch: 4]"
                ]
            ], stage: "map", words: "`map`, which is full at other times (variance); a prefetch behind it would help"),
        Case(
            word: "turns",
            before: [
                quick,
                "pipeline: [source: 4096, map: {name: decode, cost: 4 ms, parallelism: 4}, filter: 0.25, batch: 4]",
                "train: {step: 12 ms, epochs: 2}",
            ],
            advice: [
                [
                    "pipeline=[source: 4096, map: {name: decode, cost: 4 ms, parallelism: 4}, filter: 0.25, batch: 4, "
                        + "prefetch: 2]"
                ]
            ]),
        Case(
            word: "unevenShares",
            before: [
                "platform: {disk: {latency: 1 ms}, gpu: {count: 2}}",
                "pipeline: [source: {files: 3, samplesPerFile: 100}, shard: {}, interleave: 1, prefetch: 2]",
                "train: {step: 4 ms, epochs: 2}",
            ],
            advice: [["source.files=4"]]),
        Case(
            word: "copies",
            before: [
                "platform: {disk: {latency: 1 ms}, gpu: {copyBandwidth: 1 GB/s}}",
                "pipeline: [source: {elements: 500, size: 1 MB}, prefetch: 2]", "train: {step: 4 ms, epochs: 2}",
            ],
            advice: [["pipeline=[source: {elements: 500, size: 1 MB}, prefetch: 2, prefetchToDevice: 1]"]]),
        Case(
            word: "launches",
            before: [
                "platform: {disk: {latency: 1 ms}, gpu: {launchOverhead: 1 ms}}",
                "pipeline: [source: 500, prefetch: 2]",
                "train: {step: 4 ms, epochs: 2}",
            ],
            advice: [["train.runAhead=1"]]),
        Case(
            word: "host",
            before: [
                "platform: {disk: {latency: 1 ms}, cpu: {cores: 4}}", "pipeline: [source: 500, prefetch: 2]",
                "train: {step: 4 ms, hostOverhead: 1 ms, epochs: 2}",
            ],
            advice: [["train.runAhead=1"]]),
        Case(
            word: "interruptions",
            before: [
                "platform: {disk: {latency: 1 ms}}", "pipeline: [source: 500, prefetch: 2]",
                "train: {step: 4 ms, epochs: 3, checkpointTime: 300 ms}",
            ],
            advice: [["train.checkpointTime=30 ms"], ["train.checkpointEpochs=3"]]),
        Case(
            word: "barrier",
            before: [
                "platform: {disk: {latency: 1 ms}, gpu: {count: 2}}",
                "pipeline: [source: 1000, shard: {}, prefetch: 2]",
                "train: {step: {uniform: {min: 2 ms, max: 6 ms}}, epochs: 2}",
            ],
            advice: [["train.step=4 ms"]]),
        Case(
            word: "boundaries",
            before: [
                "platform: {disk: {latency: 1 ms, queueDepth: 1}}", "pipeline: [source: 100, shuffle: 50, prefetch: 2]",
                "train: {step: 2 ms, epochs: 4}",
            ],
            advice: [["source.elements=1000"]]),
        Case(
            word: "boundaries",
            before: [
                "platform: {cpu: {cores: 4}, processes: {creation: [20 ms], boot: 200 ms}}",
                "pipeline: [source: 320, dataLoader: {workers: 4, batchSize: 8, cost: 2 ms, use: wait}]",
                "train: {step: 6 ms, epochs: 5}",
            ],
            advice: [["dataLoader.workersLive=run"], ["source.elements=3200"]],
            words: "`workersLive: run` or longer epochs would help"),
        Case(
            word: "variability",
            before: [
                "platform: {cpu: {cores: 4}}",
                "pipeline: [source: 64, map: {cost: 4 ms, use: wait}, cache, repeat: 3, batch: 8, prefetch: 8]",
                "train: {step: 10 ms}",
            ],
            advice: [["repeat=30"]], words: "`cache` is being filled for a part of the time"),
        Case(
            word: "thread",
            before: [
                "platform: {disk: {latency: 1 ms}}", "pipeline: [source: 500, map: {cost: 1200 us}, prefetch: 2]",
                "train: {step: 500 us, epochs: 2}",
            ],
            advice: [
                ["pipeline=[source: 500, prefetch: {name: between, buffer: 1}, map: {cost: 1200 us}, prefetch: 2]"]
            ]),
        Case(
            word: "source",
            before: [
                "platform: {disk: {latency: 2 ms}}", "pipeline: [source: 500, prefetch: 2]",
                "train: {step: 1 ms, epochs: 2}",
            ],
            advice: [["disk.latency=1 ms"], ["pipeline=[source: 500, cache, prefetch: 2]"]]),
        Case(
            word: "stage",
            before: [
                quick, "pipeline: [source: 500, map: {cost: 4 ms, parallelism: 2}, prefetch: 2]",
                "train: {step: 1 ms, epochs: 2}",
            ],
            advice: [["map.parallelism=4"], ["map.cost=2 ms"]]),
        Case(
            word: "disk",
            before: [
                "platform: {disk: {latency: 2 ms, queueDepth: 2}}",
                "pipeline: [source: 500, interleave: {cycle: 4, parallelism: 4}, prefetch: 2]",
                "train: {step: 500 us, epochs: 2}",
            ],
            advice: [
                ["disk.latency=1 ms"],
                ["pipeline=[source: 500, interleave: {cycle: 4, parallelism: 4}, cache, prefetch: 2]"],
            ]),
        Case(
            word: "disk",
            before: [
                "platform: {disk: {latency: 0 s, bandwidth: 100 MB/s, queueDepth: 8}, gpu: {count: 2}}",
                "pipeline: [source: {elements: 4000, size: 100 kB}, shard: {}, prefetch: 4]",
                "train: {step: 3 ms, checkpointBytes: 100 MB, checkpointSteps: 200, epochs: 2}",
            ],
            advice: [["disk.bandwidth=200 MB/s"], ["source.size=50 kB"], ["train.checkpointSteps=400"]],
            words: "or fewer checkpoints would help"),
        Case(
            word: "cores",
            before: [
                "platform: {disk: {latency: 10 us}, cpu: {cores: 2}}",
                "pipeline: [source: 500, map: {cost: 4 ms, parallelism: 4, pool: own}, prefetch: 2]",
                "train: {step: 500 us, epochs: 2}",
            ],
            advice: [["cpu.cores=4", "map.parallelism=8"], ["map.cost=2 ms"]]),
        Case(
            word: "copyEngine",
            before: [
                "platform: {disk: {latency: 1 ms}, gpu: {copyBandwidth: 250 MB/s}}",
                "pipeline: [source: {elements: 500, size: 1 MB}, prefetch: 2, prefetchToDevice: 1]",
                "train: {step: 2 ms, epochs: 2}",
            ],
            advice: [["gpu.copyBandwidth=1 GB/s"], ["source.size=500 kB"]]),
    ])
    func `what is advised helps`(_ example: Case) async throws {
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

    private static let field = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/Field")

    private func replications(of lines: [String], _ changes: [String] = []) async throws -> Replications {
        let text = (["overlap: 1"] + lines + ["run: {replications: 4}"]).joined(separator: "\n")
        let file = try ScenarioFile(text: text, name: "test", directory: ".")
        let overrides = try changes.map { try Override(argument: $0) }
        return try await replicate(try file.scenario(variant: "base", overrides: overrides), threads: 2)
    }
}
