import PipelineRuns
import Pipelines
import Testing
import Variates

/// Which part of a run its steady figures are taken from, and that what is at the edges does not change them.
struct SteadyPartTests {
    /// Workers that take turns make `workers` batches per 160 ms: nothing above that is possible, at any length of the
    /// run.
    @Test(arguments: [2, 3, 4, 7, 16], [2, 3, 10, 31])
    func `bursts are measured over whole cycles`(workers: Int, rounds: Int) throws {
        for extra in [0, 1, workers - 1] {
            let report = try complete(
                .source(4 * (workers * rounds + extra))
                    .dataLoader(
                        workers: workers,
                        ["batchSize": .count(4), "cost": .distribution(milliseconds(40)), "use": .word("wait")]
                    )
                    .train(milliseconds(0.5)))
            let rate = Double(workers) / 0.16
            if rounds == 2 {
                #expect(report.batchesPerSecond <= rate)
            } else {
                #expect(report.batchesPerSecond.isClose(to: rate, within: 1e-9), "\(extra)")
                #expect(report.stallFraction.isClose(to: 1 - 0.5 * Double(workers) / 160, within: 1e-9), "\(extra)")
            }
        }
    }

    /// Eight workers that take turns make 25 batches a second; a part of a round has any rate.
    @Test(arguments: Array(8...24))
    func `a run of fewer than two rounds has no steady part, or the right rate`(batches: Int) throws {
        for step in [0.1, 5] {
            let report = try complete(
                .source(32 * batches)
                    .dataLoader(
                        workers: 8,
                        ["batchSize": .count(32), "cost": .distribution(milliseconds(10)), "use": .word("wait")]
                    )
                    .train(milliseconds(step)))
            if report.window == .wholeRun {
                #expect(report.batchesPerSecond.isClose(to: Double(batches) / report.simulatedSeconds))
            } else {
                #expect(batches > 16 && report.batchesPerSecond.isClose(to: 25, within: 1e-9), "\(step) ms")
            }
        }
    }

    /// From the second epoch on all comes from the cache, and steps take no time: only the whole run has a rate.
    @Test func `later epochs that take no time are no part of their own`() throws {
        let report = try complete(
            .source(100).map(milliseconds(5)).cache().batch(10).train(.constant(0), epochs: 3))
        #expect(report.window == .wholeRun && report.laterEpochSeconds == 0)
        #expect(report.samplesPerSecond.isClose(to: 300 / 0.5, within: 1e-9))
    }

    /// A sequential loop that opens a file for every so many batches: nothing is in progress between steps.
    @Test(arguments: [3, 8], [50, 64, 100])
    func `openings are counted in whole cycles`(batches: Int, count: Int) throws {
        let report = try complete(
            TestScenario().stage(Source.self, ["files": .count(count), "samplesPerFile": .count(batches * 2)])
                .disk(["latency": .distribution(milliseconds(30))])
                .map(milliseconds(1)).batch(2).train(milliseconds(2)))
        // A cycle: a step of 2 ms and two calls of 1 ms for each batch, and one latency.
        let cycle = 0.030 + Double(batches) * 0.004
        #expect(report.batchesPerSecond.isClose(to: Double(batches) / cycle, within: 1e-9))
    }

    /// What the loop takes was all made before: the rate of the drain is none that anything could go on with.
    @Test(arguments: [1, 3])
    func `a drain is no steady part`(epochs: Int) throws {
        let report = try complete(
            .source(500, latency: milliseconds(40)).disk(["queueDepth": .count(1000)])
                .dataLoader(workers: 768, ["batchSize": .count(1)]).train(milliseconds(0.001), epochs: epochs))
        #expect(report.window == (epochs == 1 ? .wholeRun : .laterEpochs))
        #expect(report.samplesPerSecond.isClose(to: 500 / report.firstEpochSeconds, within: 1e-3))
        #expect(report.steady.stallFraction > 0.98)
    }

    /// A buffer of 30 is full until storage or a function slows down to half of the loop's pace, and empty from then on.
    ///
    /// It is empty until the step slows down, and full from then on. So no later step has as much in progress as the
    /// first.
    @Test func `what a run takes more slowly in the end is no drain`() throws {
        let (bandwidth, cost, step) = (
            try Self.phases(400e6, for: 0.6, by: .seconds, then: 50e6), try Self.phases(0.5e-3, for: 600, then: 2e-3),
            try Self.phases(1e-3, for: 750, then: 4e-3)
        )
        let tests: [TestScenario] = [
            try .source(1000, bytes: 1e5).disk(["bandwidthOverTime": .distribution(bandwidth)]).prefetch(30)
                .train(milliseconds(1)),
            try .source(1000).map(cost).prefetch(30).train(milliseconds(1)),
            try .source(1000).map(milliseconds(8), parallelism: 4).prefetch(30).train(step),
        ]
        for test in tests {
            let report = try complete(test)
            #expect(report.window == .wholeRun)
            #expect(report.samplesPerSecond.isClose(to: 1000 / report.simulatedSeconds, within: 1e-12))
        }
    }

    /// All are soon open, and readers wait for the loop until storage is slow.
    @Test func `files that are all open are no drain where storage is throttled`() throws {
        let bandwidth = try Self.phases(2e9, for: 10, by: .seconds, then: 25e6)
        let report = try complete(
            .init().disk(["latency": .distribution(milliseconds(2)), "bandwidthOverTime": .distribution(bandwidth)])
                .stage(
                    Source.self,
                    [
                        "files": .count(16), "samplesPerFile": .count(1875), "rowGroup": .count(50),
                        "size": .distribution(.constant(1e5)),
                    ]
                ).dataLoader(workers: 8, ["dataset": .word("files"), "batchSize": .count(50)])
                .train(milliseconds(25)))
        #expect(report.window == .wholeRun)
        #expect(report.samplesPerSecond.isClose(to: 30_000 / report.simulatedSeconds, within: 1e-12))
    }

    private static func phases(
        _ first: Double, for length: Double, by basis: PhasedDistribution.Basis = .draws, then last: Double
    ) throws -> Distribution {
        .phased(try PhasedDistribution([.init(.constant(first), for: length)], then: .constant(last), by: basis))
    }

    /// Sixteen files of unlike lengths are read at a time, and fewer and fewer once all are open.
    @Test func `a run that only ends slowly has a steady part`() throws {
        let lengths = try Distribution.logNormal(mean: 40, cv: 0.5)
        let report = try complete(
            TestScenario().stage(Source.self, ["files": .count(100), "samplesPerFile": .distribution(lengths)])
                .disk(["latency": .distribution(milliseconds(10))])
                .stage(
                    Interleave.self,
                    [
                        "cycle": .count(16), "parallelism": .count(16), "order": .word("unordered"),
                        "cost": .distribution(milliseconds(10)),
                    ]
                )
                .batch(16).prefetch(2).train(milliseconds(1)))
        #expect(report.window == .afterWarmUp && report.windowSteps > 200)
        #expect(report.samplesPerSecond > 1.2 * Double(report.samples) / report.simulatedSeconds)
    }

    /// The buffer fills, stays full and empties, and the step sets the pace all along.
    @Test func `a buffer that fills and empties does not change the rate`() throws {
        let report = try complete(
            .source(2000).map(milliseconds(1)).prefetch(100).train(milliseconds(2)))
        #expect(report.window == .afterWarmUp)
        #expect(report.batchesPerSecond.isClose(to: 500, within: 1e-9))
        #expect(report.stallFraction == 0 && report.trainerUtilisation.isClose(to: 1, within: 1e-9))
    }

    /// A source that is read into a shuffle buffer as large as the data, before anything else happens, makes nothing
    /// later.
    @Test func `data that are all held before the first step have no steady part`() throws {
        let report = try complete(
            .source(300, latency: milliseconds(2)).shuffle(300).map(milliseconds(3)).train(milliseconds(1)))
        #expect(report.window == .wholeRun)
        #expect(report.samplesPerSecond.isClose(to: 300 / report.simulatedSeconds, within: 1e-12))
    }

    /// Samples that a filter drops, and those that a complete cache delivers again, are no imbalance.
    @Test func `filters and caches do not look like drains`() throws {
        let filtered = try complete(
            .source(4000, latency: milliseconds(1)).filter(0.25).prefetch(2).train(milliseconds(1)))
        #expect(filtered.window == .afterWarmUp)
        let cached = try complete(
            .source(100, latency: milliseconds(1)).cache().repeatForever().prefetch(2)
                .train(milliseconds(1), steps: 2000))
        #expect(cached.window == .afterWarmUp)
        #expect(cached.batchesPerSecond.isClose(to: 1000, within: 1e-2))
    }

    /// A pass, its steps and what it throws away, over and over: no loss of a pass is an imbalance, and the rate is
    /// that of whole passes.
    @Test func `what a repeated pipeline throws away at the end of a pass does not look like a drain`() throws {
        // 1,000 calls of 1 ms and 15 steps of 1 ms.
        let dropped = try complete(
            .source(1000).map(milliseconds(1)).batch(64, drop: true).repeatForever().train(milliseconds(1), steps: 3000)
        )
        #expect(dropped.window == .afterWarmUp)
        #expect(dropped.batchesPerSecond.isClose(to: 15 / 1.015, within: 1e-3))
        // Eight calls at a time; those ahead of the 100th are in vain.
        let taken = try complete(
            .source(1000).map(milliseconds(16), parallelism: 8).take(100).repeatForever().prefetch(2)
                .train(milliseconds(1), steps: 3000))
        #expect(taken.window != .wholeRun)
        #expect(taken.batchesPerSecond.isClose(to: 3000 / taken.simulatedSeconds, within: 1e-2))
        // Two calls at a time.
        let fused = try complete(
            .source(1000).map(milliseconds(1), parallelism: 2).batch(64, drop: true).rewritten().repeatForever()
                .train(milliseconds(1), steps: 3000))
        #expect(fused.window != .wholeRun)
        #expect(fused.batchesPerSecond.isClose(to: 3000 / fused.simulatedSeconds, within: 1e-2))
    }

    @Test func `samples that are skipped in each pass are no imbalance`() throws {
        // A hundred calls of 1 ms, and 50 steps of 1 ms.
        let report = try complete(
            .source(100).map(milliseconds(1)).skip(50).repeatForever().train(milliseconds(1), steps: 10_000))
        #expect(report.window != .wholeRun)
        #expect(report.batchesPerSecond.isClose(to: 50 / 0.150, within: 1e-2))
    }

    /// A single step, with a wait before it and a pause after it.
    @Test func `one step is the whole run`() throws {
        let report = try complete(
            .source(1, latency: milliseconds(800)).train(
                milliseconds(5), epochs: 1, ["checkpointTime": .distribution(milliseconds(7))]))
        #expect(report.window == .wholeRun)
        #expect(report.samplesPerSecond.isClose(to: 1 / 0.812))
        #expect(report.stallFraction.isClose(to: 800.0 / 812))
    }

    /// A pause at the end of the only epoch is no part of what is steady.
    @Test func `an evaluation at the end is not in the steady part`() throws {
        let plain = try complete(.source(5, latency: milliseconds(800)).train(milliseconds(5)))
        let evaluated = try complete(
            .source(5, latency: milliseconds(800)).train(
                milliseconds(5), epochs: 1, ["evaluation": .distribution(.constant(20))]))
        #expect(evaluated.steady == plain.steady)
        #expect(evaluated.runSamplesPerSecond.isClose(to: 5 / 24.025))
    }

    /// The second transfer takes 100 ms, of which 99 lie in the window, and the disk could do twice as much.
    @Test func `a transfer counts for as long as it goes on in the window`() throws {
        let sizes = Distribution.recorded(try RecordedTable(values: [50e3, 100e3, 0], replay: .inOrder))
        let report = try complete(
            TestScenario().stage(Source.self, ["elements": .count(3), "size": .distribution(sizes)])
                .disk(["bandwidthByDepth": .table([1e6, 2e6])]).prefetch(1).train(milliseconds(1)))
        #expect(report.nanoseconds == 152_000_000)
        #expect(report.window == .tooShort && report.windowSteps == 2)
        #expect(report.diskUtilisation.isClose(to: 99.0 / 101 / 2, within: 1e-9))
    }

    /// All times doubled, all rates halved, to the last bit, whatever cycle and window are found.
    @Test(arguments: [1, 2, 5, 33, 400])
    func `rates do not depend on the unit of time`(count: Int) throws {
        func report(_ factor: Double) throws -> RunReport {
            try complete(
                .source(4 * count, latency: milliseconds(0.75 * factor))
                    .dataLoader(
                        workers: 3, ["batchSize": .count(4), "cost": .distribution(milliseconds(2.5 * factor))]
                    )
                    .train(milliseconds(1.25 * factor)))
        }
        let (once, twice) = (try report(1), try report(2))
        #expect(once.window == twice.window && once.windowSteps == twice.windowSteps)
        #expect(once.samplesPerSecond == 2 * twice.samplesPerSecond)
        #expect(once.stallFraction == twice.stallFraction)
    }
}
