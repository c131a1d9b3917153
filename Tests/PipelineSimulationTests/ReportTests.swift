import PipelineRuns
import Pipelines
import Testing
import Variates

/// The figures of a report by their definitions, worked out by hand.
struct ReportTests {
    /// An epoch's AU is the computation after its first step ÷ the time from the end of that step to the epoch's end.
    @Test func `accelerator utilisation by the definition of DLIO`() throws {
        let report = try complete(
            .source(5, latency: milliseconds(3)).train(milliseconds(2), epochs: 2))
        #expect(report.acceleratorUtilisation?.isClose(to: 8.0 / 20) == true)
        // A start-up of any length does not change it, although it changes the epoch.
        let slowStart = try complete(
            .source(5, latency: milliseconds(3)).shuffle(5).train(milliseconds(2), epochs: 2))
        #expect(slowStart.acceleratorUtilisation == 1)
        #expect(slowStart.epochSeconds.isClose(to: 0.025))
    }

    @Test func `accelerator utilisation needs two steps`() throws {
        #expect(try complete(.source(1).train(milliseconds(2))).acceleratorUtilisation == nil)
    }

    /// Copies and launches keep the accelerator busy, but do not compute.
    @Test func `accelerator utilisation counts computation only`() throws {
        let report = try complete(
            .source(5).train(milliseconds(2)).gpu(["launchOverhead": .quantity(0.002)]))
        #expect(report.acceleratorUtilisation?.isClose(to: 0.5) == true)
    }

    @Test func `stall fraction is the share of waiting for data`() throws {
        // Turns of 3 ms of loading and 2 ms of step; after the first step 4 × 3 ms of 20.
        let report = try complete(.source(5, latency: milliseconds(3)).train(milliseconds(2)))
        #expect(report.stallFraction.isClose(to: 0.6))
        #expect(report.trainerUtilisation.isClose(to: 0.4))
    }

    /// Ends of steps at 10 ms, 10.1 ms: a window from the first to the last would be 0.1 ms long, with 10 ms of work in
    /// it.
    @Test func `a short run without a common barrier is measured as a whole`() throws {
        let steps = try nanoseconds([10_000_000])
        let alone = try TestScenario.source(1).train(steps)
        let report = try complete(
            alone.gpu(["count": .count(2), "barrier": .word("epoch")]).disk([
                "queueDepth": .count(1), "latency": .distribution(milliseconds(0.1)),
            ]))
        #expect(report.window == .wholeRun)
        #expect(report.trainerUtilisation.isClose(to: 10 / 10.2))
        // Each waits for its own element, and the first for the second's end.
        #expect(report.stallFraction.isClose(to: (0.1 + 0.2 + 0.1) / 2 / 10.2))
    }

    @Test(arguments: [1, 2, 5])
    func `shares are means over the accelerators, rates are sums`(_ count: Int) throws {
        let report = try complete(
            .source(6, latency: milliseconds(3), bytes: 10).train(milliseconds(2)).gpu(["count": .count(count)]))
        #expect(report.stallFraction.isClose(to: 0.6))
        #expect(report.trainerUtilisation.isClose(to: 0.4))
        #expect(report.acceleratorUtilisation?.isClose(to: 0.4) == true)
        #expect(report.batchesPerSecond.isClose(to: Double(count) * 200))
        #expect(report.bytesPerSecond.isClose(to: Double(count) * 2000))
    }

    @Test func `a host that runs ahead stalls only while nothing computes`() throws {
        let report = try complete(
            .source(200).map(milliseconds(2)).prefetch(2).train(milliseconds(3), epochs: 2, ["runAhead": .count(4)]))
        #expect(report.stallFraction.isClose(to: 2.0 / 602))
        #expect(report.trainerUtilisation.isClose(to: 600.0 / 602))
    }

    /// Work that an early stop left behind occupies workers, but is not the stage's any more.
    @Test func `work of an epoch that was cut short is not counted`() throws {
        let report = try complete(
            .source(100).map(milliseconds(10), parallelism: 4).train(milliseconds(1), epochs: 3, steps: 2))
        #expect(report.stages[1].utilisation > 0 && report.stages[1].utilisation <= 1)
    }

    /// Of the first epoch two steps are left, of each later one 29.
    @Test func `of a first epoch that is cut short there is no AU`() throws {
        let report = try complete(
            .source(30).map(milliseconds(2)).train(milliseconds(1), epochs: 3, ["firstEpochSteps": .count(3)]))
        #expect(Metric.firstEpochUtilisation.value(report) == nil)
        #expect(try #require(Metric.laterEpochsUtilisation.value(report)).isClose(to: 1.0 / 3, within: 1e-9))
        #expect(report.utilisation.stepsLeft == 29 && Metric.acceleratorUtilisation.value(report) != nil)
        // Eleven, and then as many.
        let whole = try complete(.source(12).map(milliseconds(2)).train(milliseconds(1), epochs: 3))
        #expect(try #require(Metric.firstEpochUtilisation.value(whole)).isClose(to: 1.0 / 3, within: 1e-9))
    }

    @Test func `host time is neither stall nor computation`() throws {
        let report = try complete(
            .source(5, latency: milliseconds(3)).train(
                milliseconds(2), epochs: 1, ["hostOverhead": .distribution(milliseconds(5))]))
        #expect(report.stallFraction.isClose(to: 0.3))
        #expect(report.trainerUtilisation.isClose(to: 0.2))
    }

    @Test func `later epochs include their boundaries`() throws {
        // An epoch: 1 ms of creation, 4 ms until the first element, 5 steps of 4 ms.
        let report = try complete(
            .source(5, latency: milliseconds(4)).prefetch(2).train(milliseconds(4), epochs: 3)
                .overhead("iteratorCreation", PiecewiseLinear(constant: 1e-3)))
        #expect(report.nanoseconds == 75_000_000)
        #expect(report.window == .laterEpochs && report.windowSteps == 10)
        #expect(report.batchesPerSecond.isClose(to: 200))
        #expect(report.stallFraction.isClose(to: 8.0 / 50))
    }

    @Test func `stages report what they do and hold`() throws {
        let report = try complete(
            .source(4, latency: milliseconds(1)).map(milliseconds(2), parallelism: 2).prefetch(2).train(
                milliseconds(10)))
        #expect(report.stages.map(\.name) == ["source", "map", "prefetch"])
        #expect(report.nanoseconds == 43_000_000)
        #expect(report.stages[0].utilisation.isClose(to: 4.0 / 43))
        #expect(report.stages[1].utilisation.isClose(to: 8.0 / 43 / 2))
        #expect(report.stages[0].emptyFraction == nil)
        // Ready at 3, 4, 6 and 7 ms, taken at 3, 13, 23 and 33: the fourth waits in the map until there is room at 13.
        #expect(report.stages[1].maximumElements == 1)
        #expect(report.stages[1].meanElements.isClose(to: 6.0 / 43))
        #expect(report.stages[2].maximumElements == 2)
        #expect(report.stages[2].meanElements.isClose(to: 46.0 / 43))
        #expect(report.stages[2].emptyFraction?.isClose(to: 14.0 / 43) == true)
        #expect(report.stages[2].fullFraction?.isClose(to: 17.0 / 43) == true)
    }

    @Test func `step times are measured from end to end`() throws {
        let report = try complete(.source(1000).train(milliseconds(2)))
        #expect(report.stepMedianSeconds.isClose(to: 0.002, within: 1e-2))
        #expect(report.stepP99Seconds.isClose(to: 0.002, within: 1e-2))
    }

    @Test func `the warm-up is cut off`() throws {
        // The first 64 elements come from a buffer that filled while the first step ran for a second.
        let steps = try nanoseconds([1_000_000_000] + Array(repeating: 1_000_000, count: 4999))
        let report = try complete(.source(5000, latency: milliseconds(2)).prefetch(64).train(steps))
        #expect(report.window == .afterWarmUp)
        #expect(report.batchesPerSecond.isClose(to: 500, within: 1e-6))
        #expect(report.stallFraction.isClose(to: 0.5, within: 1e-6))
    }
}
