import PipelineRuns
import Pipelines
import Testing
import Variates

/// What each resource of the platform does to a pipeline, worked out by hand.
struct ResourceTests {
    typealias Values = TestScenario.Values

    // MARK: - Disk

    /// Several accelerators read at once; each wants four samples of 10 ms.
    @Test(arguments: [(1, 160), (2, 80), (3, 80), (4, 40), (256, 40)] as [(Int, Int64)])
    func `queue depth limits requests in service`(_ depth: Int, _ milliseconds: Int64) throws {
        let test = try TestScenario.source(4, latency: .constant(0.01)).gpu(["count": .count(4)]).disk([
            "queueDepth": .count(depth)
        ])
        // Depth 3: three are served, then the fourth with the barrier still closed: two rounds for each step.
        #expect(try complete(test).nanoseconds == milliseconds * 1_000_000)
    }

    /// 1 MB at 100 MB/s takes 10 ms alone; n at once share the bandwidth.
    @Test(arguments: 1...4)
    func `requests in service share the bandwidth`(_ count: Int) throws {
        let test = try TestScenario.source(3, bytes: 1e6).gpu(["count": .count(count)])
            .disk(["bandwidth": .quantity(1e8)])
        let report = try complete(test)
        #expect(report.nanoseconds == Int64(3 * count) * 10_000_000)
        #expect(report.diskUtilisation.isClose(to: 1))
        #expect(report.bytesPerSecond.isClose(to: 1e8))
    }

    @Test func `latencies run side by side, bytes share`() throws {
        let test = try TestScenario.source(1, latency: milliseconds(2), bytes: 1e6).gpu(["count": .count(3)])
            .disk(["bandwidth": .quantity(1e8)])
        #expect(try complete(test).nanoseconds == 32_000_000)
    }

    @Test func `bandwidth grows with the number of transfers as measured`() throws {
        let table = ParameterValue.table([1e8, 1.5e8, 1.8e8])
        // 1, 2, 3, 4 transfers of 1 MB at 100, 150, 180, 180 MB/s.
        for (count, expected) in [(1, 10_000_000.0), (2, 2e6 / 0.15), (3, 3e6 / 0.18), (4, 4e6 / 0.18)] {
            let test = try TestScenario.source(1, bytes: 1e6).gpu(["count": .count(count)]).disk([
                "bandwidthByDepth": table
            ])
            #expect((Double(try complete(test).nanoseconds) - expected).magnitude <= 1)
        }
    }

    /// One reader gets the bandwidth of one transfer, a quarter of what the disk can give.
    @Test func `a disk with a curve is as busy as the share of its highest bandwidth`() throws {
        let report = try complete(
            .source(50, bytes: 1e6).train(.constant(1e-6)).disk(["bandwidthByDepth": .table([1e8, 2e8, 3e8, 4e8])]))
        #expect(report.diskUtilisation.isClose(to: 0.25, within: 1e-3))
    }

    @Test func `sequential access pays one latency for each file, random one for each sample`() throws {
        func run(_ access: String) throws -> Int64 {
            let source: Values = ["files": .count(3), "samplesPerFile": .count(4), "access": .word(access)]
            return try complete(
                TestScenario().stage(Source.self, source).disk(["latency": .distribution(milliseconds(5))])
            ).nanoseconds
        }
        #expect(try run("sequential") == 15_000_000)
        #expect(try run("random") == 60_000_000)
    }

    // MARK: - CPU

    /// Four calls of 10 ms at once: on two cores, sharing, all end at 20 ms; first come first served, two at 10 ms.
    @Test(arguments: [("sharing", 20), ("runQueues", 20), ("fifo", 10)] as [(String, Double)])
    func `cores are shared, or served in turn`(_ discipline: String, _ first: Double) throws {
        let test = try TestScenario.source(4).map(milliseconds(10), parallelism: 4)
            .cpu(["cores": .count(2), "workers": .count(8), "discipline": .word(discipline)])
        let report = try complete(test)
        #expect(report.nanoseconds == 20_000_000)
        #expect(report.firstBatchSeconds == first / 1e3)
        let steady = try complete(
            .source(400).map(milliseconds(10), parallelism: 4).prefetch(4).train(milliseconds(5))
                .cpu(["cores": .count(2), "workers": .count(8), "discipline": .word(discipline)]))
        #expect(steady.batchesPerSecond.isClose(to: 200, within: 1e-3))
        #expect(steady.coreUtilisation.isClose(to: 1, within: 0.02))
    }

    /// Three calls of 3 ms on two cores: the core that is free after 3 ms takes one of the two that share the other at 4 ms.
    @Test(arguments: [("sharing", 4_500_000), ("runQueues", 5_000_000), ("fifo", 6_000_000)] as [(String, Int64)])
    func `an idle core takes a waiting thread at once, at the next tick or never`(
        _ discipline: String, _ nanoseconds: Int64
    ) throws {
        let test = try TestScenario.source(3).map(milliseconds(3), parallelism: 3)
            .cpu(["cores": .count(2), "workers": .count(8), "discipline": .word(discipline)])
        #expect(try complete(test).nanoseconds == nanoseconds)
    }

    @Test(arguments: ["sharing", "runQueues", "fifo"])
    func `a step with a thread for each core has all of them`(_ discipline: String) throws {
        let test = try TestScenario.source(10)
            .train(milliseconds(5), ["device": .word("cpu"), "threads": .count(2)])
            .cpu(["cores": .count(2), "discipline": .word(discipline)])
        #expect(try complete(test).nanoseconds == 50_000_000)
    }

    @Test(arguments: [(1, 80), (2, 40), (3, 30), (4, 20), (8, 10), (99, 10)] as [(Int, Int64)])
    func `the pool limits calls, waiting ones too`(_ workers: Int, _ milliseconds: Int64) throws {
        let test = try TestScenario.source(8).map(.constant(0.01), parallelism: 8, ["use": .word("wait")])
            .cpu(["cores": .count(1), "workers": .count(workers)])
        let report = try complete(test)
        #expect(report.nanoseconds == milliseconds * 1_000_000)
        #expect(report.coreUtilisation == 0)
    }

    @Test func `the pool has as many workers as cores unless told otherwise`() throws {
        let test = try TestScenario.source(8).map(milliseconds(10), parallelism: 8, ["use": .word("wait")])
        #expect(try complete(test.cpu(["cores": .count(2)])).nanoseconds == 40_000_000)
    }

    @Test func `waiting holds no core, computing does`() throws {
        for (use, expected) in [("wait", 10), ("core", 40)] as [(String, Int64)] {
            let test = try TestScenario.source(4).map(milliseconds(10), parallelism: 4, ["use": .word(use)])
                .cpu(["cores": .count(1), "workers": .count(4)])
            #expect(try complete(test).nanoseconds == expected * 1_000_000)
        }
    }

    /// A step of two threads and a call of a map on two cores: three threads share, each at two thirds of the speed.
    @Test func `a step on the CPU competes with the workers`() throws {
        let training: Values = ["device": .word("cpu"), "threads": .count(2)]
        let test = try TestScenario.source(2).map(milliseconds(8)).prefetch(1)
            .train(milliseconds(8), epochs: 1, training).cpu(["cores": .count(2)])
        let report = try complete(test)
        // Call 0–8. Then step and second call share until 20; the second step has both cores until 28.
        #expect(report.nanoseconds == 28_000_000)
        // Steps were held up by the workers: what they took counts as their computation.
        #expect(report.wholeRun.trainerUtilisation.isClose(to: 20.0 / 28))
        let alone = try complete(test.cpu(["cores": .count(3)]))
        #expect(alone.nanoseconds == 24_000_000)
    }

    @Test func `batching and host time need a core`() throws {
        let test = try TestScenario.source(4).batch(2, cost: milliseconds(3))
            .train(milliseconds(5), epochs: 1, ["hostOverhead": .distribution(milliseconds(2))])
        let report = try complete(test.cpu(["cores": .count(1)]))
        #expect(report.nanoseconds == 2 * 10_000_000)
        #expect(report.coreUtilisation.isClose(to: 0.5))
    }

    @Test func `cost by byte is added to cost by element`() throws {
        let perByte: Values = ["costPerByte": .distribution(.constant(2e-9))]
        let test = try TestScenario.source(5, bytes: 1e6).map(milliseconds(1), perByte).train(milliseconds(0))
        #expect(try complete(test).nanoseconds == 5 * 3_000_000)
    }

    // MARK: - GPU

    /// 4 MB at 2 GB/s and 1 ms of latency: a copy of 3 ms.
    @Test func `without prefetchToDevice, copy and step take turns`() throws {
        let gpu: Values = ["copyLatency": .quantity(1e-3), "copyBandwidth": .quantity(2e9)]
        let base = try TestScenario.source(10, latency: milliseconds(1), bytes: 4e6)
        let turns = try complete(base.prefetch(2).train(milliseconds(5)).gpu(gpu))
        #expect(turns.nanoseconds == (1 + 10 * 8) * 1_000_000)
        #expect(turns.trainerUtilisation.isClose(to: 5.0 / 8))
        #expect(turns.copyUtilisation == 0)
        let overlapped = try complete(base.prefetch(2).prefetchToDevice().train(milliseconds(5)).gpu(gpu))
        #expect(overlapped.nanoseconds == (1 + 3 + 10 * 5) * 1_000_000)
        #expect(overlapped.trainerUtilisation.isClose(to: 1))
        #expect(overlapped.copyUtilisation > 0.5 && overlapped.copyUtilisation < 0.61)
    }

    /// A launch of 1 ms runs while the step before computes, if the host has come so far; one of 7 ms takes longer than
    /// the step of 5 ms, and a host that waits for no step but the last two launches every 6 ms on average.
    @Test(arguments: [(0, 1, 60), (1, 1, 51), (4, 1, 51), (1, 7, 65)] as [(Int, Double, Int64)])
    func `a launch delays its step, unless the host runs ahead`(
        _ runAhead: Int, _ launch: Double, _ milliseconds: Int64
    ) throws {
        let test = try TestScenario.source(10).train(.constant(0.005), epochs: 1, ["runAhead": .count(runAhead)])
            .gpu(["launchOverhead": .quantity(launch * 1e-3)])
        let report = try complete(test)
        #expect(report.nanoseconds == milliseconds * 1_000_000)
    }

    @Test(arguments: [(0, 90), (1, 63), (4, 63)] as [(Int, Int64)])
    func `a host that runs ahead hides its own time`(_ runAhead: Int, _ milliseconds: Int64) throws {
        let training: Values = ["hostOverhead": .distribution(.constant(0.003)), "runAhead": .count(runAhead)]
        let test = try TestScenario.source(10).train(.constant(0.006), epochs: 1, training)
        #expect(try complete(test).nanoseconds == milliseconds * 1_000_000)
    }

    /// Every step ends when the slower accelerator has ended its own.
    @Test func `accelerators meet at a barrier`() throws {
        let slow = try nanoseconds([4_000_000, 10_000_000, 6_000_000])
        let test = try TestScenario.source(6).train(slow).gpu(["count": .count(2)])
        let report = try complete(test)
        // Recorded in order, both ranks take 4, 10, 6, 4, 10, 6 ms.
        #expect(report.nanoseconds == 40_000_000)
        #expect(report.steps == 12 && report.samples == 12)
        #expect(report.batchesPerSecond.isClose(to: 2 * 5 / 0.036))
    }

    /// With exponential steps, E max of two = 1.5.
    @Test func `the slower accelerator sets the pace`() throws {
        let test = try TestScenario.source(20_000).train(.exponential(mean: 1e-3)).gpu(["count": .count(2)])
        let report = try complete(test)
        #expect(report.batchesPerSecond.isClose(to: 2 / 1.5e-3, within: 0.02))
    }
}

extension TestScenario {
    fileprivate func map(_ cost: Distribution, _ extra: Values) throws -> TestScenario {
        try map(cost, parallelism: nil, extra)
    }
}
