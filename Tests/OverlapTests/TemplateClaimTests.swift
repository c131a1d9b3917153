import Foundation
import Testing

/// What the templates say of themselves.
@Suite struct TemplateClaimTests {
    private static func results(_ name: String, _ more: [String] = []) throws -> ScenarioResults {
        try ScenarioResults(file: BuiltInFiles.templates.appendingPathComponent("\(name).yaml").path, more)
    }

    @Test func `torch: four workers do, and all pay for the first batch`() throws {
        let forked = try Self.results("torch")
        let (two, four, eight) = (try forked("2 workers"), try forked("4 workers"), try forked("8 workers"))
        #expect(two.stall > 0.2 && four.stall < 0.05)
        #expect(four.rate > 1.5 * two.rate && eight.rate < 1.02 * four.rate)
        let lasting = try forked("8 that persist")
        #expect(lasting.rate < 1.02 * eight.rate)
        #expect(eight.firstBatch > 0.6 && eight.firstBatch < 0.9)
        let spawned = try Self.results("torch", ["--overlay", "torch-spawn"])
        #expect(try spawned("8 workers").rate < 0.92 * eight.rate)
        #expect(try spawned("8 that persist").rate > 0.99 * lasting.rate)
    }

    @Test func `tfdata: rewrites do, and order costs with six calls`() throws {
        let results = try Self.results("tfdata", ["--set", "train.steps=40"])
        let (written, rewritten) = (try results("as written"), try results("as TensorFlow rewrites it"))
        let (ordered, unordered) = (try results("6 calls"), try results("6 calls, any order"))
        #expect(rewritten.rate > 4 * written.rate && rewritten.tuned("decode") == 12)
        #expect(unordered.rate > 0.98 * rewritten.rate)
        #expect(ordered.rate < 0.97 * unordered.rate)
    }

    @Test func `image: sixteen cores fall short, twenty or a cache do`() throws {
        let results = try Self.results("image")
        let (few, more, cached) = (
            try results("16 cores"), try results("20 cores"), try results("10 cores, cache")
        )
        #expect(few.cores > 0.9 && few.utilisation < 0.99 && more.utilisation > 0.99)
        #expect(more.rate > 1.02 * few.rate && cached.rate > 1.02 * few.rate)
        #expect(cached.firstEpoch > 1.3 * cached.laterEpochs && cached.buffered > 7e9)
    }

    @Test func `text: tokens need four workers, text more cores than there are`() throws {
        let results = try Self.results("text", ["--set", "train.steps=150"])
        let (one, four) = (try results("tokens, 1 worker"), try results("tokens, 4 workers"))
        let (text, many) = (try results("text, 4 workers"), try results("text, 32 workers"))
        #expect(one.stall > 0.5 && four.stall < 0.1)
        #expect(text.rate < 0.15 * four.rate)
        #expect(many.rate > 5 * text.rate && many.stall > 0.1)
    }

    @Test func `object-store: requests under way, any order and shards`() throws {
        let results = try Self.results("object-store", ["--set", "train.steps=40"])
        let (ordered, some) = (try results("64 in order"), try results("64 images"))
        let (enough, shards) = (try results("128 images"), try results("4 shards"))
        #expect(some.rate > 2 * ordered.rate && some.stall > 0.2)
        #expect(enough.stall < 0.05 && shards.stall < 0.05)
        // 192 requests of 151 ms.
        #expect(abs(some.rate / (192 / 0.15127) - 1) < 0.1)
        let refused = try Self.results(
            "object-store", ["--set", "train.steps=40", "--set", "disk.failures=1 %", "--variants", "64 in order"])
        #expect(abs(try refused("64 in order").rate / ordered.rate - 0.95) < 0.03)
    }

    @Test func `object-store: four GPUs ask for more requests than a prefix accepts`() throws {
        let results = try Self.results(
            "object-store",
            ["--set", "train.steps=40", "--set", "gpu.count=4", "--variants", "128 images,4 shards"])
        let (images, shards) = (try results("128 images"), try results("4 shards"))
        #expect(abs(images.rate / 5500 - 1) < 0.02 && abs(images.trainer - 0.77) < 0.02)
        #expect(abs(shards.trainer - 0.98) < 0.015)
    }

    @Test func `parallel-file-system: openings limit images, and two in a file would do`() throws {
        let steps = ["--set", "train.steps=60"]
        let results = try Self.results("parallel-file-system", steps)
        let (images, files) = (try results("images"), try results("files of 100"))
        #expect(abs(images.rate / 12_000 - 1) < 0.01 && images.trainer < 0.86)
        #expect(abs(images.rate * 114_660 / 2.4e9 - 0.57) < 0.01)
        #expect(files.rate > 1.14 * images.rate && files.trainer > 0.96)
        #expect(abs(try results("twice the metadata").rate / files.rate - 1) < 0.01)
        let two = try Self.results(
            "parallel-file-system", steps + ["--set", "source.samplesPerFile=2", "--variants", "images"])
        #expect(abs(try two("images").rate / files.rate - 1) < 0.01)
        let seven = try Self.results(
            "parallel-file-system", steps + ["--set", "gpu.count=7", "--variants", "images"])
        #expect(try seven("images").utilisation > 0.9 && images.utilisation < 0.9)
    }
}
