import Foundation
import Testing

/// What the scenario files say of themselves, in few replications.
@Suite struct ScenarioClaimTests {
    /// A variant as the command's JSON has it.
    private struct Variant: Decodable {
        struct Estimate: Decodable {
            var mean: Double?
            var maximum: Double?
        }
        struct Bottleneck: Decodable {
            var kind: String
            var name: String
        }
        struct Stage: Decodable {
            var name: String
            var tunedValue: Int?
        }
        var variant: String
        var metrics: [String: Estimate]
        var bottleneck: Bottleneck
        var stages: [Stage]
        var rewrites: [String]?

        func figure(_ name: String) -> Double { metrics[name].flatMap { $0.mean ?? $0.maximum } ?? .nan }
        var rate: Double { figure("samplesPerSecond") }
        var epoch: Double { figure("epochSeconds") }
        var stall: Double { figure("stallFraction") }
        var utilisation: Double { figure("acceleratorUtilisation") }
        var uses: Double { figure("usesPerSample") }
        func tuned(_ stage: String) -> Int? { stages.first { $0.name == stage }?.tunedValue }
    }

    /// Variants by name.
    private struct Results {
        private var variants: [String: Variant] = [:]

        init(_ scenario: String, replications: Int = 1, _ more: [String] = []) throws {
            struct Output: Decodable { var variants: [Variant] }
            let file = CommandRun.scenarios.appendingPathComponent("\(scenario).yaml").path
            let run = try CommandRun(
                ["simulate", file, "--json", "--quiet", "--replications", "\(replications)"] + more)
            try #require(run.code == 0, "\(run.errors)")
            for variant in try JSONDecoder().decode(Output.self, from: Data(run.output.utf8)).variants {
                variants[variant.variant] = variant
            }
        }

        func callAsFunction(_ name: String) throws -> Variant { try #require(variants[name], "\(variants.keys)") }
    }

    @Test func `two accelerators: only a shard of the files divides all of the work`() throws {
        let results = try Results("two-accelerators", replications: 2)
        let (one, none) = (try results("one accelerator"), try results("no shard"))
        let (after, before) = (try results("shard after decode"), try results("shard before decode"))
        let (files, five) = (try results("shard of files"), try results("five files"))
        // Samples/s look good without a shard; every sample is used twice, and an epoch is longer than with one
        // accelerator.
        #expect(none.rate > 1.5 * one.rate && none.uses == 2)
        #expect(none.epoch > one.epoch)
        for variant in [one, after, before, files, five] { #expect(variant.uses == 1) }
        #expect(none.bottleneck.name == "cores" && after.bottleneck.name == "cores")
        // Twice the decoding: half the rate, and nothing won over no shard.
        #expect((0.45...0.55).contains(after.rate / files.rate))
        #expect((0.95...1.05).contains(after.epoch / none.epoch))
        // Twice the reading.
        #expect(before.bottleneck.name == "disk")
        #expect(before.rate > after.rate && before.rate < files.rate)
        #expect((0.45...0.55).contains(files.epoch / none.epoch))
        // Unequal shares.
        #expect(five.stall > files.stall + 0.05)
        #expect(five.rate < 0.95 * files.rate && five.epoch > 1.05 * files.epoch)
    }

    @Test func `3D U-Net: two accelerators, not three, and AU tells only with enough files`() throws {
        let results = try Results("unet3d-h100")
        let (two, three) = (try results("two accelerators"), try results("three accelerators"))
        let (twoLong, threeLong) = (try results("two, 7000 files"), try results("three, 7000 files"))
        // Few steps: AU is fine while much of the time is spent waiting.
        #expect(two.utilisation > 0.9 && three.utilisation > 0.9)
        #expect(two.stall > 0.15 && three.stall > 0.3)
        #expect(twoLong.utilisation > 0.9 && twoLong.stall < 0.05)
        #expect(threeLong.utilisation < 0.9 && threeLong.rate > 0.9 * 7e9 / 146_600_628)
        #expect(try results("two, no workers").utilisation < 0.6)
    }

    @Test func `ResNet-50: what three accelerators ask for is more than the drive gives`() throws {
        let results = try Results("resnet50-h100", ["--set", "train.epochs=2"])
        let (one, two) = (try results("one accelerator"), try results("two accelerators"))
        let three = try results("three accelerators")
        #expect(one.utilisation > 0.99 && two.utilisation > 0.99 && three.utilisation < 0.9)
        #expect(two.rate > 1.9 * one.rate && three.rate < 500e6 / 114_660)
    }

    @Test func `CosmoFlow: twelve accelerators reach 70 per cent, sixteen share what twelve get`() throws {
        let results = try Results("cosmoflow-h100", ["--set", "train.epochs=2"])
        let (eight, twelve) = (try results("8 accelerators"), try results("12 accelerators"))
        let (sixteen, slow) = (try results("16 accelerators"), try results("slow to open"))
        #expect(eight.utilisation > 0.97 && sixteen.utilisation < 0.6)
        #expect((0.7...0.76).contains(twelve.utilisation))
        #expect((0.97...1.03).contains(sixteen.rate / twelve.rate))
        #expect(slow.utilisation < 0.7)
    }

    @Test func `interleave: parallelism opens files side by side, turns alone do not`() throws {
        let results = try Results("interleave", replications: 2)
        let (one, turns) = (try results("one file at a time"), try results("interleave"))
        let (parallel, more) = (try results("parallel"), try results("more at a time"))
        let unordered = try results("unordered")
        #expect((0.9...1.1).contains(turns.rate / one.rate))
        #expect(one.bottleneck.name == "interleave" && turns.bottleneck.name == "interleave")
        #expect(parallel.rate > 3 * turns.rate)
        // More files at a time hide a part of the stragglers; not waiting for them hides more, with fewer files.
        #expect(more.rate > parallel.rate)
        #expect(unordered.rate > 1.2 * more.rate)
        #expect(unordered.stall < 0.15 && parallel.stall > 0.3)
    }

    @Test func `interleave: without stragglers, order costs little`() throws {
        let results = try Results(
            "interleave",
            ["--variants", "parallel,unordered", "--set", "disk.latency={lognormal: {mean: 60 ms, cv: 0.3}}"])
        #expect(try results("unordered").rate < 1.15 * results("parallel").rate)
    }

    @Test func `TensorFlow's defaults: hidden rewrites, and what tuning makes of them`() throws {
        let results = try Results("tensorflow-defaults")
        let (written, maximum) = (try results("as written"), try results("maximum"))
        let (climb, budget) = (try results("hillClimb"), try results("budget 32"))
        let (untuned, first, hand) = (try results("untuned"), try results("shuffle first"), try results("by hand"))
        #expect(written.rewrites == nil && maximum.rewrites?.count == 3)
        #expect(maximum.rate > 10 * written.rate)
        #expect(untuned.rate == written.rate)
        #expect(maximum.tuned("lookup") == 32 && maximum.tuned("decode") == 32)
        // Fewer calls than cores, where most of them only wait.
        let calls = (climb.tuned("lookup") ?? 99) + (climb.tuned("decode") ?? 99)
        #expect(calls < 16 && climb.rate < 0.7 * maximum.rate)
        #expect((budget.tuned("lookup") ?? 99) < 32 && budget.rate > 0.97 * maximum.rate)
        #expect(first.rewrites?.contains { $0.contains("map+batch fused") } == true)
        #expect((0.98...1.02).contains(first.rate / hand.rate) && hand.bottleneck.kind == "trainer")
    }
}

extension CommandRun {
    /// The scenarios that come with the package.
    fileprivate static let scenarios = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../scenarios").standardizedFileURL
}
