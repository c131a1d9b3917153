import Experiments
import ScenarioFiles
import Testing

struct OneMoreTests {
    private func changes(_ lines: String...) throws -> [String] {
        let text = (["overlap: 1"] + lines).joined(separator: "\n")
        let file = try ScenarioFile(text: text, name: "test", directory: ".")
        return try OneMore.all(of: file, variant: "base", overrides: []).map { one in
            one.changes.map { "\($0.path)=\($0.value)" }.joined(separator: " ")
        }
    }

    @Test func `everything that can be had more of is changed once`() throws {
        let changes = try changes(
            "platform: {cpu: {cores: 2, workers: 6}, disk: {latency: 1 ms, queueDepth: 4}}",
            "pipeline: [source: 100, map: {name: decode, cost: 8 ms, parallelism: 4}, batch: 10, prefetch: 2]",
            "train: {step: 5 ms}")
        #expect(
            changes == [
                "prefetch.buffer=3", "decode.order=unordered", "cpu.cores=3", "cpu.workers=7", "decode.parallelism=5",
                "cpu.cores=3 decode.parallelism=5", "batch.parallelism=2", "disk.queueDepth=5", "disk.latency=900 us",
                "train.step=4.5 ms",
            ])
    }

    @Test func `the first of several maps has one more call, too`() throws {
        let changes = try changes(
            "pipeline: [source: 100, map: {cost: 9 ms, parallelism: 2}, map: {cost: 1 ms, parallelism: 2}, prefetch: 2]",
            "train: {step: 5 ms}")
        for change in ["map-1.parallelism=3", "map-2.parallelism=3", "map-1.order=unordered"] {
            #expect(changes.contains(change), "\(changes)")
        }
    }

    @Test func `a loop without a prefetch gets one, and data that are read again a cache`() throws {
        let changes = try changes(
            "platform: {disk: {latency: 1 ms}}",
            "pipeline: [source: 100, map: {cost: 8 ms}, shuffle: 20, batch: 10]", "train: {step: 5 ms, epochs: 3}")
        #expect(changes.contains { $0.hasPrefix("pipeline=") && $0.hasSuffix("{prefetch: 1}]") }, "\(changes)")
        let cached = try #require(changes.first { $0.contains("cache") })
        #expect(cached.contains("{cost: 8 ms}}, {cache: memory}, {shuffle: 20}"), "\(cached)")
    }

    @Test func `a cache comes before a function that draws random numbers`() throws {
        let changes = try changes(
            "platform: {disk: {latency: 1 ms}}",
            "pipeline: [source: 100, map: {cost: 8 ms}, map: {name: augment, cost: 1 ms, function: stateful}, batch: 10]",
            "train: {step: 5 ms, epochs: 3}")
        let cached = try #require(changes.first { $0.contains("cache") })
        #expect(cached.contains("{cost: 8 ms}}, {cache: memory}, {map: {name: augment"), "\(cached)")
    }

    @Test(arguments: [(4, "interleave.parallelism=5 interleave.cycle=5"), (3, "interleave.parallelism=4")])
    func `one more call has one more file to read`(_ parallelism: Int, _ expected: String) throws {
        let changes = try changes(
            "pipeline: [source: {files: 9, samplesPerFile: 10}, interleave: {cycle: 4, parallelism: \(parallelism)}]",
            "train: {step: 5 ms}")
        #expect(changes.contains(expected), "\(changes)")
    }

    @Test func `what is found automatically has no number to raise`() throws {
        let changes = try changes(
            "pipeline: [source: 100, map: {name: decode, cost: 8 ms, parallelism: auto}, prefetch: auto]",
            "train: {step: 5 ms}")
        #expect(!changes.contains { $0.contains("decode.parallelism") || $0.contains("prefetch.buffer") }, "\(changes)")
    }

    @Test func `PyTorch's loader gets workers and batches ahead, and no stage behind it`() throws {
        let changes = try changes(
            "platform: {disk: {latency: 1 ms}}",
            "pipeline: [source: 1000, dataLoader: {name: loader, workers: 0, batchSize: 10, cost: 8 ms}]",
            "train: {step: 5 ms, epochs: 2}")
        #expect(changes.contains("loader.workers=1") && changes.contains("loader.prefetchFactor=3"), "\(changes)")
        #expect(!changes.contains { $0.contains("prefetch:") }, "\(changes)")
    }
}
