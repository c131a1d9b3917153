import Testing

/// What the scenarios of myths, pitfalls and needless prefetches say of themselves.
@Suite struct MythClaimTests {
    @Test func `memory: one place brings all, a thousand only bytes`() throws {
        let results = try ScenarioResults("myths/prefetch-needs-much-memory")
        let (turns, one) = (try results("taking turns"), try results("buffer 1"))
        #expect(one.rate > 1.5 * turns.rate && one.buffered < 20e6)
        for (name, places) in [("buffer 2", 2.0), ("buffer 100", 100)] {
            let variant = try results(name)
            #expect(abs(variant.rate / one.rate - 1) < 0.001)
            #expect(abs(variant.buffered / one.buffered - places) < 0.01 * places)
        }
        // More than loading gets ahead in all of the epoch.
        #expect(try results("buffer 1000").rate == one.rate)
        #expect(try results("buffer 1000").buffered > 1e9)
        #expect(try results("buffer 1000").buffered < 500 * one.buffered)
    }

    @Test(arguments: [("fast loading", 1.00...1.02), ("equal", 1.95...2.0), ("slow loading", 1.00...1.02)])
    func `speed: there is only the shorter time to hide`(variant: String, gain: ClosedRange<Double>) throws {
        let results = try ScenarioResults("myths/prefetch-always-speeds-up")
        let (turns, ahead) = (try results(variant), try results("\(variant) + prefetch"))
        #expect(gain.contains(ahead.rate / turns.rate))
        // Neither share near zero: something to win.
        #expect((min(turns.stall, turns.trainer) > 0.1) == (variant == "equal"))
    }

    @Test func `cache: the second epoch tells them apart`() throws {
        let results = try ScenarioResults("myths/prefetch-is-a-cache", replications: 2)
        let (neither, prefetch) = (try results("neither"), try results("prefetch"))
        let (room, cache) = (try results("room for all"), try results("cache"))
        #expect(prefetch.rate > 1.3 * neither.rate)
        for variant in [neither, prefetch, room] {
            #expect((0.95...1.05).contains(variant.firstEpoch / variant.laterEpochs))
            #expect(variant.figure("diskUtilisation") > 0)
        }
        #expect(room.rate == prefetch.rate)
        #expect((0.95...1.05).contains(cache.firstEpoch / neither.firstEpoch))
        #expect(cache.laterEpochs < 0.5 * cache.firstEpoch && cache.figure("diskUtilisation") == 0)
        #expect(try results("both").firstEpoch < 0.8 * cache.firstEpoch)
    }

    @Test func `GPU: the CPU gains as well, unless loading is computation on its only core`() throws {
        let results = try ScenarioResults("myths/prefetch-needs-a-gpu", replications: 3)
        func gain(_ name: String) throws -> Double { try results("\(name) + prefetch").rate / results(name).rate }
        #expect(try gain("2 cores") > 1.5)
        #expect(try (1.2..<gain("2 cores")).contains(gain("1 core")))
        #expect(try (0.99...1.01).contains(gain("no disk")))
        #expect(try results("no disk").cores > 0.99)
    }

    @Test func `no prefetch: a parallel map runs ahead by images, not by batches`() throws {
        let results = try ScenarioResults("pitfalls/no-prefetch")
        let (found, calls) = (try results("as found"), try results("twice the calls"))
        let mended = try results("mended")
        #expect(found.stall > 0.35 && calls.stall > 0.3 && mended.stall < 0.05)
        #expect(mended.rate > 1.5 * found.rate && mended.rate > 1.4 * calls.rate)
    }

    @Test func `buffer of 10000: memory runs out after a while, unless it never fills`() throws {
        let results = try ScenarioResults("pitfalls/buffer-of-10000")
        let found = try #require(try results("as found").outOfMemory)
        #expect(found.stage == "prefetch" && found.seconds > 30)
        #expect(try results("mended").trainer > 0.99 && results("mended").buffered < 200e6)
        let slower = try results("slower disk")
        #expect(slower.outOfMemory == nil && slower.buffered < 200e6)
    }

    @Test func `too early: what stands behind a prefetch is not hidden`() throws {
        let results = try ScenarioResults("pitfalls/prefetch-too-early")
        let (none, found) = (try results("none"), try results("as found"))
        let (mended, both) = (try results("mended"), try results("both"))
        #expect(found.stall > 0.4 && found.rate < 1.25 * none.rate)
        #expect(mended.rate > 1.4 * found.rate && mended.buffered < found.buffered)
        #expect((0.22...0.3).contains(mended.stall))
        #expect(both.rate > 1.2 * mended.rate && both.stall < 0.05)
    }

    @Test func `cache too early: what stands behind it is done again in each epoch`() throws {
        let results = try ScenarioResults("pitfalls/cache-too-early")
        let (none, found) = (try results("no cache"), try results("as found"))
        let (larger, mended) = (try results("larger buffer"), try results("mended"))
        #expect(found.laterEpochs > 0.7 * found.firstEpoch && found.laterEpochs < none.laterEpochs)
        #expect(larger.rate == found.rate)
        #expect(mended.laterEpochs < 0.35 * mended.firstEpoch && mended.trainer > 0.99)
        #expect(mended.buffered > found.buffered)
    }

    @Test func `loading is fast: the stall is all there is to win`() throws {
        let results = try ScenarioResults("when-not/loading-is-fast")
        let (turns, ahead) = (try results("taking turns"), try results("prefetch"))
        #expect(turns.stall < 0.005)
        #expect(abs(ahead.rate / turns.rate - 1 - turns.stall) < 0.001 && ahead.rate > turns.rate)
        #expect(try abs(results("prefetch + parallel map").rate / ahead.rate - 1) < 0.001)
        #expect(try results("step twice as fast").rate > 1.9 * turns.rate)
    }

    @Test func `tiny model: nothing to hide, or less than the buffer costs`() throws {
        let results = try ScenarioResults("when-not/tiny-model")
        let slow = try results("slow loading")
        #expect(try abs(results("slow loading + prefetch").rate / slow.rate - 1) < 0.002)
        #expect(try results("4 at a time").rate > 3.9 * slow.rate)
        #expect(try results("short + prefetch").rate < 0.9 * results("short").rate)
        let longer = try ScenarioResults(
            "when-not/tiny-model", ["--set", "train.step=100 us", "--variants", "short,short + prefetch"])
        #expect(try longer("short + prefetch").rate > 1.1 * longer("short").rate)
    }

    @Test func `little memory: two batches are too much, single volumes are not`() throws {
        let results = try ScenarioResults("when-not/little-memory")
        let (turns, batch) = (try results("taking turns"), try results("1 batch ahead"))
        let volumes = try results("2 volumes ahead")
        #expect(try results("2 batches ahead").outOfMemory?.stage == "batches")
        #expect(batch.rate > 1.7 * turns.rate && batch.trainer > 0.97)
        // The batch that trains, and one in the buffer: none is begun without a place.
        #expect(turns.figure("peakBytes") == 4 * 240e6 && batch.figure("peakBytes") == 2 * 4 * 240e6)
        #expect(volumes.rate > 1.2 * turns.rate && volumes.rate < 0.9 * batch.rate)
        func more(_ variant: ScenarioResults.Variant) -> Double {
            variant.figure("peakBytes") - turns.figure("peakBytes")
        }
        #expect(more(volumes) <= 0.55 * more(batch))
    }
}
