import Pipelines
import ScenarioFiles
import Testing

@testable import PipelineLint

@Suite struct PipelineFlowTests {
    private func subject(_ stages: [String], _ rest: String...) throws -> LintSubject {
        var fixture = LintFixture(.missingPrefetch, "", stages)
        fixture.rest = rest
        return try #require(LintSubject(try fixture.file().scenario(variant: "base")))
    }

    @Test func `counts elements, bytes and seconds of a step`() throws {
        let flow = try subject(
            [
                "source: {elements: 640, size: 1 MB}", "filter: {keep: 0.5, cost: 1 ms}",
                "map: {cost: 2 ms, costPerByte: 1 ns/B, outputBytes: 3 MB}", "shard: {count: 4, index: 0}",
                "batch: {size: 8, cost: 5 ms}", "map: {cost: 1 ms, outputBytes: 1 MB}", "prefetch: 2",
            ], "platform: {disk: {latency: 1 ms, bandwidth: 1 GB/s}}"
        ).flow
        #expect(flow.elements == [64, 32, 32, 8, 1, 1, 1])
        #expect(flow.bytes == [1e6, 1e6, 3e6, 3e6, 24e6, 8e6, 8e6])
        let seconds = [64 * 2e-3, 64 * 1e-3, 32 * 3e-3, 0, 5e-3, 1e-3, 0]
        for (found, expected) in zip(flow.seconds, seconds) { #expect((found - expected).magnitude < 1e-12) }
    }

    @Test func `names of files have no bytes, and opening them belongs to the interleave`() throws {
        let subject = try subject(
            [
                "source: {files: 10, samplesPerFile: 4, size: 1 MB}", "shuffle: 10",
                "interleave: {cycle: 2, cost: 1 ms}",
            ],
            "platform: {disk: {latency: 4 ms, bandwidth: 1 GB/s}}")
        #expect(subject.flow.bytes == [0, 0, 1e6])
        #expect(subject.flow.elements == [0.25, 0.25, 1])
        #expect((subject.flow.seconds[2] - 3e-3).magnitude < 1e-12)
        #expect(subject.elementsPerEpoch == [10, 10, 40])
    }

    @Test func `a loader reads and makes its batches`() throws {
        let subject = try subject(
            ["source: {elements: 40, size: 1 MB}", "dataLoader: {batchSize: 8, cost: 1 ms, collate: 2 ms}"],
            "platform: {disk: {latency: 4 ms}}")
        #expect(subject.flow.bytes == [0, 8e6])
        #expect((subject.flow.seconds[1] - 42e-3).magnitude < 1e-12)
        #expect(subject.elementsPerEpoch == [40, 5])
    }

    /// A megabyte takes 2 ms of a sample that is read or comes in, and as often as there are samples of a batch.
    @Test(
        arguments: [
            ("source: {elements: 40, size: 1 MB}", "map: {cost: 1 ms, costPerByte: 2 ns/B}", 1, 3e-3),
            ("source: {elements: 40, size: 1 MB}", "batch: {size: 8, cost: 1 ms, costPerByte: 2 ns/B}", 1, 17e-3),
            (
                "source: {elements: 40, size: 1 MB}", "dataLoader: {batchSize: 8, cost: 1 ms, costPerByte: 2 ns/B}", 8,
                56e-3
            ),
            (
                "source: {files: 10, samplesPerFile: 4, size: 1 MB}",
                "dataLoader: {dataset: files, batchSize: 8, cost: 1 ms, costPerByte: 2 ns/B}", 8, 32e-3
            ),
        ] as [(String, String, Double, Double)])
    func `a time for each byte counts the bytes of a call`(
        _ source: String, _ stage: String, _ calls: Double, _ seconds: Double
    ) throws {
        let flow = try subject([source, stage], "platform: {disk: {latency: 4 ms}}").flow
        #expect(flow.calls[1] == calls)
        #expect((flow.seconds[1] - seconds).magnitude < 1e-12)
    }

    @Test func `counts elements of an epoch`() throws {
        let stages = [
            "source: 640", "filter: 0.5", "skip: 20", "take: 200", "repeat: 3", "shard: {count: 4, index: 0}",
            "batch: 8",
        ]
        let whole = try subject(stages)
        #expect(whole.elementsOfData == [640, 320, 300, 200, 600, 150, 19])
        // What is taken, and before it what is skipped.
        #expect(whole.elementsPerEpoch == [440, 220, 200, 200, 600, 150, 19])
        let cut = try subject(stages, "train: {step: 1 ms, steps: 5}")
        #expect(cut.elementsPerEpoch == [360, 180, 160, 160, 160, 40, 5])
        #expect(cut.elementsOfCutEpoch(after: 1) == 180 && whole.elementsOfCutEpoch(after: 3) == nil)
    }

    @Test func `each accelerator has its share of data and memory`() throws {
        let subject = try subject(
            ["source: {elements: 40, size: 1 MB}", "shard: {}"], "platform: {gpu: {count: 4}, memory: 1 GB}")
        #expect(subject.elementsPerEpoch == [40, 10])
        #expect(subject.memoryBytes == 250e6)
    }

    @Test func `a fused map and batch counts like both`() throws {
        let subject = try subject(
            ["source: {elements: 40, size: 1 kB}", "map: {cost: 1 ms, outputBytes: 2 kB}", "batch: 4"],
            "options: {rewrites: tensorflow}")
        #expect(subject.running.stages.count == 2)
        #expect(subject.running.elements == [4, 1])
        #expect(subject.running.bytes == [1e3, 8e3])
        #expect((subject.running.seconds[1] - 4e-3).magnitude < 1e-12)
        #expect((subject.flow.seconds[1] - 4e-3).magnitude < 1e-12)
    }
}
