import Testing

/// What the six steps of the lesson say of themselves.
@Suite struct LessonClaimTests {
    @Test func `1: taking turns, times add up`() throws {
        let results = try ScenarioResults("lesson/1-pipelines")
        let (load, step, batch) = (0.100, 0.100, 32.0)
        func seconds(_ name: String) throws -> Double { try batch / results(name).rate }
        #expect(abs(try seconds("taking turns") - (load + step)) < 1e-6)
        #expect(abs(try seconds("GPU twice as fast") - (load + step / 2)) < 1e-6)
        #expect(abs(try seconds("decoding twice as fast") - (load - 0.032 + step)) < 1e-6)
        #expect(abs(try seconds("both twice as fast") - (load - 0.032 + step / 2)) < 1e-6)
    }

    @Test(arguments: [("loading 33 ms", 0.25), ("loading 100 ms", 0.5), ("loading 300 ms", 0.75)])
    func `2: the stall is the loading's share of the sum`(variant: String, share: Double) throws {
        let result = try ScenarioResults("lesson/2-where-the-time-goes", ["--variants", variant])(variant)
        #expect(abs(result.stall - share) < 0.005)
        #expect(abs(result.stall + result.trainer - 1) < 0.001)
        #expect(result.bottleneck?.kind == "none")
    }

    @Test func `3: one place makes the maximum of the sum`() throws {
        let results = try ScenarioResults("lesson/3-prefetch")
        let (turns, one) = (try results("turns 100 ms"), try results("buffer 1 100 ms"))
        #expect(abs(one.rate / turns.rate - 2) < 0.01)
        #expect(try results("buffer 8 100 ms").rate == one.rate)
        #expect(abs(32 / one.rate - 0.1) < 0.0005)
        #expect(abs(32 / (try results("turns 300 ms").rate) - 0.4) < 0.002)
        #expect(abs(32 / (try results("buffer 1 300 ms").rate) - 0.3) < 0.002)
    }

    @Test func `4: what varies needs more than one place, and soon no more`() throws {
        let results = try ScenarioResults("lesson/4-buffer-size", replications: 3)
        let (constant, one) = (try results("constant 1"), try results("buffer 1"))
        let (four, sixteen) = (try results("buffer 4"), try results("buffer 16"))
        let (large, auto) = (try results("buffer 64"), try results("auto"))
        #expect(constant.trainer > 0.99)
        #expect(one.rate < 0.95 * constant.rate)
        #expect(four.rate > 1.05 * one.rate && sixteen.rate > 1.005 * four.rate)
        #expect(large.rate < 1.005 * sixteen.rate && large.buffered > 2 * sixteen.buffered)
        // Most of the gain comes from the first few places.
        #expect(four.rate - one.rate > 3 * (sixteen.rate - four.rate))
        #expect(auto.rate > 1.03 * one.rate && auto.rate < sixteen.rate)
        let tuned = try #require(auto.tuned("prefetch"))
        #expect((2...32).contains(tuned))
    }

    @Test func `4, uneven times: (b + 1) ÷ (b + 2) of the speed with endless places`() throws {
        let results = try ScenarioResults("lesson/4-uneven-times", replications: 8)
        for places in [1, 2, 4, 8, 16] {
            let share = try results("buffer \(places)").rate / 100
            #expect(abs(share - Double(places + 1) / Double(places + 2)) < 0.012, "\(places): \(share)")
        }
        #expect(abs(try results("turns").rate - 50) < 0.6)
    }

    @Test func `5: the cache is worth most from the second epoch on, prefetch makes it complete`() throws {
        let results = try ScenarioResults("lesson/5-together", replications: 2)
        let turns = try results("taking turns")
        let (prefetch, map) = (try results("prefetch"), try results("parallel map"))
        let (cache, both) = (try results("cache"), try results("prefetch and cache"))
        let all = try results("all")
        // Alone, prefetch hides no more than the step of 25 ms.
        #expect(abs(32 / turns.rate - 32 / prefetch.rate - 0.025) < 0.001)
        #expect(map.rate > 1.5 * prefetch.rate && cache.rate > 1.5 * map.rate)
        #expect(cache.firstEpoch == turns.firstEpoch && cache.laterEpochs < 0.3 * cache.firstEpoch)
        for part in [prefetch, map, cache, try results("prefetch and map")] {
            #expect(all.rate > 1.1 * part.rate && part.trainer < 0.9)
        }
        // The same order over the whole run; with few epochs the map comes before the cache.
        func run(_ name: String) throws -> Double { try results(name).figure("runSamplesPerSecond") }
        #expect(try run("cache") > 1.3 * run("parallel map") && run("parallel map") > 1.5 * run("prefetch"))
        let short = try ScenarioResults("lesson/5-together", replications: 2, ["--set", "train.epochs=2"])
        func shortRun(_ name: String) throws -> Double { try short(name).figure("runSamplesPerSecond") }
        #expect(try shortRun("parallel map") > 1.1 * shortRun("cache"))
        // The map matters in the first epoch only.
        #expect(all.trainer > 0.99 && abs(all.rate / both.rate - 1) < 0.001)
        #expect(all.firstEpoch < 0.5 * both.firstEpoch)
    }

    @Test func `5: in order, stragglers hold up what is done behind them`() throws {
        let results = try ScenarioResults("lesson/5-order", replications: 3)
        #expect(try results("as they come").rate > 1.4 * results("in order").rate)
    }

    @Test func `6: both gain, and cores that are busy bring no more`() throws {
        let results = try ScenarioResults("lesson/6-inside")
        let (turns, ahead) = (try results("GPU turns"), try results("GPU ahead"))
        #expect(abs(ahead.rate / turns.rate - 1.68) < 0.01)
        #expect(ahead.cores > 1.6 * turns.cores && ahead.trainer > 1.6 * turns.trainer)
        // Two places: loading gets ahead.
        #expect(ahead.buffered == 2 * turns.buffered)
        let (cpuTurns, cpuAhead) = (try results("CPU turns"), try results("CPU ahead"))
        let eight = try results("CPU 8 at a time")
        #expect((1.45...1.65).contains(cpuAhead.rate / cpuTurns.rate))
        #expect(cpuAhead.step > 1.05 * 0.100)
        #expect(abs(eight.rate / cpuAhead.rate - 1) < 0.01 && eight.cores > 0.99)
        #expect(eight.buffered > 1.1 * cpuAhead.buffered)
    }

    @Test func `6, calls: the rate times the time of a call`() throws {
        let results = try ScenarioResults("lesson/6-calls", replications: 2)
        let (four, eight, many) = (try results("4 calls"), try results("8 calls"), try results("32 calls"))
        #expect(abs(four.rate - 200) < 0.5 && four.stall > 0.3)
        #expect(abs(eight.rate - 320) < 0.5 && eight.stall < 0.01)
        #expect(many.rate == eight.rate && many.buffered > eight.buffered)
    }
}
