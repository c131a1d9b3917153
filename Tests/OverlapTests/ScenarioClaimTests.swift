import Testing

/// What the scenario files say of themselves, in few replications.
@Suite struct ScenarioClaimTests {
    @Test func `two accelerators: only a shard of the files divides all of the work`() throws {
        let results = try ScenarioResults("two-accelerators", replications: 2)
        let (one, none) = (try results("one accelerator"), try results("no shard"))
        let (after, before) = (try results("shard after decode"), try results("shard before decode"))
        let (files, five) = (try results("shard of files"), try results("five files"))
        // Samples/s look good without a shard; every sample is used twice, and an epoch is longer than with one
        // accelerator.
        #expect(none.rate > 1.5 * one.rate && none.uses == 2)
        #expect(none.epoch > one.epoch)
        for variant in [one, after, before, files, five] { #expect(variant.uses == 1) }
        #expect(none.bottleneck?.name == "cores" && after.bottleneck?.name == "cores")
        // Twice the decoding: half the rate, and nothing won over no shard.
        #expect((0.45...0.55).contains(after.rate / files.rate))
        #expect((0.95...1.05).contains(after.epoch / none.epoch))
        // Twice the reading.
        #expect(before.bottleneck?.name == "disk")
        #expect(before.rate > after.rate && before.rate < files.rate)
        #expect((0.45...0.55).contains(files.epoch / none.epoch))
        // Unequal shares.
        #expect(five.stall > files.stall + 0.05)
        #expect(five.rate < 0.95 * files.rate && five.epoch > 1.05 * files.epoch)
    }

    @Test func `3D U-Net: two accelerators, not three, and AU tells only with enough files`() throws {
        let results = try ScenarioResults("unet3d-h100")
        let (two, three) = (try results("two accelerators"), try results("three accelerators"))
        let (twoLong, threeLong) = (try results("two, 7000 files"), try results("three, 7000 files"))
        // Few steps: AU is fine while much of the time is spent waiting; with fewer than ten left it has no figure.
        #expect(two.utilisation > 0.9 && three.metrics["acceleratorUtilisation"] == nil)
        #expect(two.stall > 0.15 && three.stall > 0.3)
        #expect(twoLong.utilisation > 0.9 && twoLong.stall < 0.05)
        #expect(threeLong.utilisation < 0.9 && threeLong.rate > 0.9 * 7e9 / 146_600_628)
        #expect(try results("two, no workers").utilisation < 0.6)
    }

    @Test func `ResNet-50: what three accelerators ask for is more than the drive gives`() throws {
        let results = try ScenarioResults("resnet50-h100", ["--set", "train.epochs=2"])
        let (one, two) = (try results("one accelerator"), try results("two accelerators"))
        let three = try results("three accelerators")
        #expect(one.utilisation > 0.99 && two.utilisation > 0.99 && three.utilisation < 0.9)
        #expect(two.rate > 1.9 * one.rate && three.rate < 500e6 / 114_660)
    }

    /// Eight are held up by the loops' own costs alone: 3.5 ms ÷ (3.5 + 0.46 + 8 · 0.046124) ms is 0.8086.
    @Test func `CosmoFlow: twelve accelerators reach 70 per cent, sixteen share what twelve get`() throws {
        let results = try ScenarioResults("cosmoflow-h100", ["--set", "train.epochs=2"])
        let (eight, twelve) = (try results("8 accelerators"), try results("12 accelerators"))
        let (sixteen, slow) = (try results("16 accelerators"), try results("slow to open"))
        #expect((0.80...0.815).contains(eight.utilisation) && sixteen.utilisation < 0.6)
        #expect((0.7...0.76).contains(twelve.utilisation))
        #expect((0.97...1.03).contains(sixteen.rate / twelve.rate))
        #expect(slow.utilisation < 0.7)
    }

    @Test func `interleave: parallelism opens files side by side, turns alone do not`() throws {
        let results = try ScenarioResults("interleave", replications: 2)
        let (one, turns) = (try results("one file at a time"), try results("interleave"))
        let (parallel, more) = (try results("parallel"), try results("more at a time"))
        let unordered = try results("unordered")
        #expect((0.9...1.1).contains(turns.rate / one.rate))
        #expect(one.bottleneck?.name == "interleave" && turns.bottleneck?.name == "interleave")
        #expect(parallel.rate > 3 * turns.rate)
        // More files at a time hide a part of the stragglers; not waiting for them hides more, with fewer files.
        #expect(more.rate > parallel.rate)
        #expect(unordered.rate > 1.2 * more.rate)
        #expect(unordered.stall < 0.15 && parallel.stall > 0.3)
    }

    @Test func `interleave: without stragglers, order costs little`() throws {
        let results = try ScenarioResults(
            "interleave",
            ["--variants", "parallel,unordered", "--set", "disk.latency={lognormal: {mean: 60 ms, cv: 0.3}}"])
        #expect(try results("unordered").rate < 1.15 * results("parallel").rate)
    }

    @Test func `TensorFlow's defaults: hidden rewrites, and what tuning makes of them`() throws {
        let results = try ScenarioResults("tensorflow-defaults")
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
        #expect((0.98...1.02).contains(first.rate / hand.rate) && hand.bottleneck?.kind == "trainer")
    }

    @Test func `ladder: each step brings something, all together keep the GPU busy`() throws {
        let results = try ScenarioResults("ladder")
        let (naive, prefetch) = (try results("naive"), try results("prefetch"))
        let (map, cache, all) = (try results("parallel map"), try results("cache"), try results("all"))
        #expect(naive.stall > 0.7 && naive.trainer < 0.3)
        // Prefetch alone hides no more than the step.
        #expect(1 / prefetch.rate > 1 / naive.rate - 1.05 * 0.120 / 64)
        #expect(map.rate > 2 * naive.rate && cache.rate > 2 * naive.rate)
        #expect((0.9...1.1).contains(cache.firstEpoch / naive.firstEpoch))
        #expect(cache.laterEpochs < 0.5 * cache.firstEpoch)
        for part in [prefetch, map, cache] { #expect(all.rate > 1.3 * part.rate) }
        #expect(all.bottleneck?.kind == "trainer" && all.stall < 0.05)
    }

    @Test func `training on the CPU: prefetch helps until the cores are busy`() throws {
        let results = try ScenarioResults("cpu-training")
        let (naive, prefetch) = (try results("naive"), try results("prefetch"))
        let two = try results("prefetch, 2 workers")
        let (four, sixteen) = (try results("prefetch, 4 workers"), try results("prefetch, 16 workers"))
        #expect(prefetch.rate > 1.2 * naive.rate && two.rate > 1.2 * prefetch.rate)
        #expect((0.9...1.1).contains(sixteen.rate / four.rate))
        #expect(naive.cores < 0.3 && sixteen.cores > 0.7)
    }

    @Test func `loader-bound: no buffer changes a rate`() throws {
        let results = try ScenarioResults("loader-bound", ["--set", "source.elements=12000"])
        let (turns, one) = (try results("taking turns"), try results("buffer 1"))
        #expect(one.rate > 1.5 * turns.rate)
        for name in ["buffer 8", "buffer 64"] {
            #expect((0.99...1.01).contains(try results(name).rate / one.rate))
            #expect((0.30...0.36).contains(try results(name).stall))
        }
        #expect(try results("twice the rate").rate > 1.4 * one.rate)
    }

    @Test func `trainer-bound: one place hides the loading, more brings bytes`() throws {
        let results = try ScenarioResults("trainer-bound")
        let (naive, one) = (try results("naive"), try results("prefetch 1"))
        #expect(one.rate > 1.1 * naive.rate && one.trainer > 0.98)
        for name in ["prefetch 16", "prefetch 1, 8 workers", "prefetch 1, cache"] {
            let variant = try results(name)
            #expect((0.99...1.01).contains(variant.rate / one.rate))
            #expect(variant.buffered > one.buffered)
        }
    }

    @Test func `production: each part is needed`() throws {
        let results = try ScenarioResults("production")
        let all = try results("production")
        let (uncached, unfetched) = (try results("no cache"), try results("no prefetch"))
        let (unshared, grown) = (try results("no shard"), try results("grown"))
        #expect(all.stall < 0.05 && all.bottleneck?.kind == "trainer" && all.tuned("prefetch") != nil)
        #expect(all.laterEpochs < 0.7 * all.firstEpoch)
        #expect(uncached.rate < 0.7 * all.rate && uncached.bottleneck?.name == "cores")
        #expect(unfetched.rate < 0.9 * all.rate && unfetched.stall > 0.1)
        #expect(unshared.uses == 2 && unshared.epoch > 1.7 * all.epoch && unshared.rate > 0.95 * all.rate)
        #expect(grown.outOfMemory?.stage == "cache")
        let cores = try results("grown + 16 cores")
        #expect(cores.outOfMemory == nil && cores.rate > 1.3 * uncached.rate)
    }

    @Test func `restaurant: a pass lets the kitchen work while the guests eat`() throws {
        let results = try ScenarioResults("restaurant", replications: 3)
        let (turns, pass) = (try results("without a pass"), try results("with a pass"))
        let (waiter, long) = (try results("attentive waiter"), try results("long pass"))
        #expect(pass.rate > 1.6 * turns.rate && waiter.rate > 1.03 * pass.rate)
        #expect(turns.stall > 0.4 && waiter.stall < 0.05)
        #expect((0.98...1.02).contains(long.rate / waiter.rate) && long.buffered > 2 * waiter.buffered)
        #expect(try results("two cooks").rate < 1.03 * waiter.rate)
    }
}
