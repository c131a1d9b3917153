import Experiments
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

/// Bounds whose right values follow from the scenario by hand, and that no run exceeds.
struct BoundsTests {
    private static func scenario(_ lines: String...) throws -> Scenario {
        let text = (["overlap: 1"] + lines).joined(separator: "\n")
        return try ScenarioFile(text: text, name: "test", directory: ".").scenario(variant: "base")
    }

    /// What binds, how many samples per second it allows, and the scenario.
    @Test(
        arguments: [
            (
                "the training loop's thread", 100,
                [
                    "platform: {disk: {latency: 2 ms}}", "pipeline: [source: 100, map: {cost: 5 ms}]",
                    "train: {step: 3 ms}",
                ]
            ),
            (
                "the background thread of `prefetch`", 1000 / 7,
                [
                    "platform: {disk: {latency: 2 ms}}", "pipeline: [source: 100, map: {cost: 5 ms}, prefetch: 2]",
                    "train: {step: 3 ms}",
                ]
            ),
            (
                "the accelerators", 16 / 0.08,
                [
                    "platform: {disk: {latency: 10 us}, gpu: {copyBandwidth: 1 GB/s}}",
                    "pipeline: [source: {elements: 640, size: 1 MB}, batch: 16, prefetch: 2]",
                    "train: {step: 64 ms, runAhead: 1}",
                ]
            ),
            (
                "the workers of `map`", 4 / 0.008,
                ["pipeline: [source: 100, map: {cost: 8 ms, parallelism: 4, use: wait}]", "train: {step: 1 ms}"]
            ),
            (
                "the cores", 2 / 0.008,
                [
                    "platform: {cpu: {cores: 2, workers: 8}}",
                    "pipeline: [source: 100, map: {cost: 8 ms, parallelism: 4}]", "train: {step: 1 ms}",
                ]
            ),
            (
                "the worker pool", 2 / 0.008,
                [
                    "platform: {cpu: {cores: 8, workers: 2}}",
                    "pipeline: [source: 100, map: {cost: 8 ms, parallelism: 4}]", "train: {step: 1 ms}",
                ]
            ),
            (
                "the disk's bandwidth", 100,
                [
                    "platform: {disk: {latency: 0 s, bandwidth: 100 MB/s}}",
                    "pipeline: [source: {elements: 100, size: 1 MB}, dataLoader: {workers: 8, batchSize: 4}]",
                    "train: {step: 1 ms}",
                ]
            ),
            (
                "the disk's places", 2 / 0.01,
                [
                    "platform: {disk: {latency: 10 ms, queueDepth: 2}}",
                    "pipeline: [source: 100, dataLoader: {workers: 8, batchSize: 4}]", "train: {step: 1 ms}",
                ]
            ),
            (
                "the background thread of `prefetch`", 0.5 / 0.005,
                [
                    "platform: {disk: {latency: 0 s}}",
                    "pipeline: [source: 100, map: {cost: 5 ms}, filter: 0.5, prefetch: 2]", "train: {step: 1 ms}",
                ]
            ),
            (
                "the training loop's thread", 500,
                [
                    "platform: {disk: {latency: 9 ms}}", "pipeline: [source: 100, cache, prefetch: 2]",
                    "train: {step: 2 ms, epochs: 3}",
                ]
            ),
            // A time for each byte is for those of the samples that workers read, and of all that a batch joins.
            (
                "the workers of `dataLoader`", 4 / 0.003,
                [
                    "platform: {cpu: {cores: 8}}",
                    "pipeline: [source: {elements: 100, size: 1 kB}, "
                        + "dataLoader: {workers: 4, batchSize: 4, cost: 1 ms, costPerByte: 2000 ns/B}]",
                    "train: {step: 1 ms}",
                ]
            ),
            (
                "the background thread of `prefetch`", 8 / 0.009,
                [
                    "pipeline: [source: {elements: 100, size: 1 kB}, "
                        + "batch: {size: 8, cost: 1 ms, costPerByte: 1000 ns/B}, prefetch: 2]",
                    "train: {step: 1 ms}",
                ]
            ),
            // A file is written beside the data, and later read in their place.
            (
                "the disk's bandwidth", 50,
                [
                    "platform: {disk: {bandwidth: 100 MB/s}}",
                    "pipeline: [source: {elements: 100, size: 1 MB}, cache: file, prefetch: 2]", "train: {step: 1 ms}",
                ]
            ),
            (
                "the disk's bandwidth", 50,
                [
                    "platform: {disk: {latency: 9 ms, bandwidth: 100 MB/s}}",
                    "pipeline: [source: {elements: 90, size: 1 MB}, map: {outputBytes: 2 MB}, cache: file, "
                        + "prefetch: 2]",
                    "train: {step: 1 ms, epochs: 3}",
                ]
            ),
            (
                "the disk's places", 2 / 0.02,
                [
                    "platform: {disk: {bandwidthByDepth: [100 MB/s, 200 MB/s, 300 MB/s], queueDepth: 2}, "
                        + "gpu: {count: 4}}",
                    "pipeline: [source: {elements: 100, size: 2 MB}, cache: file, prefetch: 2]",
                    "train: {step: 1 ms, epochs: 3}",
                ]
            ),
            // A cache is complete however much is skipped behind it, and where a buffer reads beyond the last step.
            (
                "the training loop's thread", 1000,
                [
                    "pipeline: [source: 1000, map: {cost: 20 ms, parallelism: 4}, cache: file, skip: 3]",
                    "train: {step: 1 ms, epochs: 20}",
                ]
            ),
            (
                "the training loop's thread", 500,
                [
                    "pipeline: [source: 100, map: {cost: 5 ms}, cache, prefetch: 20]",
                    "train: {step: 2 ms, steps: 90, epochs: 3}",
                ]
            ),
            (
                "the training loop's thread", 1000 / 7,
                [
                    "platform: {disk: {latency: 0 s}}", "pipeline: [source: 100, map: {cost: 5 ms}, cache, skip: 3]",
                    "train: {step: 2 ms, steps: 90, epochs: 3}",
                ]
            ),
            // One of four workers that all read a sample, or of two accelerators, finds it missing.
            (
                "the disk's places", 4 / (0.01 * 0.99),
                [
                    "platform: {disk: {latency: 10 ms, queueDepth: 1}, readCache: {capacity: 100 kB}}",
                    "pipeline: [source: {elements: 1000, size: 10 kB}, dataLoader: {workers: 4, dataset: iterable}]",
                    "train: {step: 1 us, epochs: 2}",
                ]
            ),
            // They may as well all miss it together: that the cache must serve the rest is not certain.
            (
                "the workers of `dataLoader`", 4 / (0.002 * 0.2475 + 0.001 * 0.7525),
                [
                    "platform: {disk: {latency: 2 ms, queueDepth: 64}, "
                        + "readCache: {capacity: 100 kB, latency: 1 ms, queueDepth: 1}}",
                    "pipeline: [source: {elements: 1000, size: 10 kB}, dataLoader: {workers: 4, dataset: iterable}]",
                    "train: {step: 1 us, epochs: 3}",
                ]
            ),
            (
                "the disk's places", 2 / (0.01 * 0.5),
                [
                    "platform: {disk: {latency: 10 ms, queueDepth: 1}, readCache: {capacity: 5 MB}, gpu: {count: 2}}",
                    "pipeline: [source: {elements: 1000, size: 10 kB}]", "train: {step: 1 us, epochs: 2}",
                ]
            ),
        ] as [(String, Double, [String])])
    func `the scarcest binds`(_ name: String, _ samplesPerSecond: Double, _ lines: [String]) throws {
        let text = (["overlap: 1"] + lines).joined(separator: "\n")
        let bounds = try Bounds(
            ScenarioFile(text: text, name: "test", directory: ".").scenario(variant: "base"))
        let binding = try #require(bounds.binding)
        // Of those that are equally scarce either may be named.
        let equal = bounds.resources.filter { $0.samplesPerSecond <= binding.samplesPerSecond * (1 + 1e-9) }
        #expect(equal.map(\.name).contains(name), "\(bounds.resources)")
        #expect(abs(binding.samplesPerSecond / samplesPerSecond - 1) < 1e-9, "\(binding)")
    }

    /// Without variability a pipeline reaches its bound.
    @Test(arguments: [
        ["pipeline: [source: 2000, map: {cost: 8 ms, parallelism: 4, use: wait}, prefetch: 2]", "train: {step: 1 ms}"],
        ["pipeline: [source: 2000, map: {cost: 2 ms}, prefetch: 2]", "train: {step: 3 ms}"],
        ["pipeline: [source: 2000, map: {cost: 2 ms}]", "train: {step: 3 ms}"],
        [
            "pipeline: [source: {elements: 2000, size: 1 kB}, "
                + "dataLoader: {workers: 1, batchSize: 10, costPerByte: 2000 ns/B}]",
            "train: {step: 1 ms}",
        ],
        [
            "pipeline: [source: {elements: 2000, size: 1 kB}, batch: {size: 10, costPerByte: 1000 ns/B}, prefetch: 2]",
            "train: {step: 1 ms}",
        ],
        ["pipeline: [source: {elements: 2000, size: 1 MB}, cache: file, prefetch: 2]", "train: {step: 1 ms}"],
    ])
    func `what never varies reaches it`(_ lines: [String]) async throws {
        let platform = "platform: {disk: {latency: 0 s, bandwidth: 1 GB/s}, cpu: {cores: 8}}"
        let text = (["overlap: 1", platform] + lines).joined(separator: "\n")
        let scenario = try ScenarioFile(text: text, name: "test", directory: ".").scenario(variant: "base")
        let summary = VariantSummary(try await replicate(scenario, threads: 2), baseline: nil)
        let rate = try #require(summary.estimate(.samplesPerSecond)?.value)
        #expect(abs(rate / (try Bounds(scenario).samplesPerSecond) - 1) < 1e-3, "\(rate)")
    }

    @Test func `what a rate needs is a lower bound of servers`() throws {
        let scenario = try Self.scenario(
            "platform: {cpu: {cores: 2}}", "pipeline: [source: 100, map: {cost: 10 ms, parallelism: 4}]",
            "train: {step: 1 ms}")
        let cores = try #require(try Bounds(scenario).resources.first { $0.kind == .cores })
        #expect(abs(cores.servers(for: 750) - 7.5) < 1e-9)
    }

    @Test func `full buffers are counted for each accelerator`() throws {
        let scenario = try Self.scenario(
            "platform: {gpu: {count: 2}}",
            "pipeline: [source: {elements: 100, size: 1 MB}, shard: {}, batch: 4, prefetch: 3]", "train: {step: 1 ms}")
        #expect(try Bounds(scenario).bufferedBytes == 2 * 3 * 4e6)
    }
}
