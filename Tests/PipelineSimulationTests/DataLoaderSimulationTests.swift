import PipelineRuns
import Pipelines
import Testing
import Variates

/// What the workers of a `dataLoader` occupy, seen in the time that a run takes.
struct DataLoaderSimulationTests {
    /// Ten batches of one sample of 8 ms each, made by four workers.
    private func loader(_ use: String, workers: Int = 4) throws -> TestScenario {
        try TestScenario.source(40).dataLoader(
            workers: workers, ["cost": .distribution(.constant(0.008)), "use": .word(use)])
    }

    /// The pool of one thread does not limit them.
    @Test func `workers that wait need no core and no thread of the pool`() throws {
        let test = try loader("wait").cpu(["cores": .count(1), "workers": .count(1)])
        #expect(try complete(test).nanoseconds == 10 * 8_000_000)
    }

    @Test(arguments: [(1, 40), (2, 20), (4, 10)])
    func `workers that compute share the cores`(_ cores: Int, _ rounds: Int64) throws {
        let test = try loader("core").cpu(["cores": .count(cores), "workers": .count(1)])
        #expect(try complete(test).nanoseconds == rounds * 8_000_000)
    }

    /// A step of 100 ms occupies one of two cores, once the loop has the first batch after 8 ms.
    ///
    /// After each batch, the worker's pause of 5 ms and its sending thread's 1 ms are computation. Together with the
    /// loop that is 1.5 ms on three threads: at first it receives the batch meanwhile, which is 1 ms of computation
    /// too, then there are three steps that get on by 1 ms only.
    @Test(arguments: [(0.0, 408.0), (0.001, 411.0)])
    func `a worker that computes passes its batches on by computing`(_ seconds: Double, _ milliseconds: Double) throws {
        let test = try TestScenario.source(4).dataLoader(workers: 1, ["cost": .distribution(.constant(0.008))])
            .processes(["gap": .curve(PiecewiseLinear(constant: 0.005)), "busyBatch": .quantity(seconds)])
            .train(.constant(0.1), ["device": .word("cpu")]).cpu(["cores": .count(2)])
        #expect(try complete(test).simulatedSeconds.isClose(to: milliseconds / 1000, within: 1e-8))
    }

    /// The same with a worker that waits.
    ///
    /// Its pause is computation, and at least as long as the platform says, where the step leaves one core, and waiting
    /// where it leaves two. The first batch ends before any step.
    /// On two cores a pause of 0.5 ms is 1 ms, the sending thread's time as well: three threads for 1.5 ms, three
    /// times.
    @Test(arguments: [(2, 409.5), (3, 408.0)])
    func `a worker that waits does so only while the cores are at work`(_ cores: Int, _ milliseconds: Double) throws {
        let test = try TestScenario.source(4)
            .dataLoader(workers: 1, ["cost": .distribution(.constant(0.008)), "use": .word("wait")])
            .processes(["gap": .curve(PiecewiseLinear(constant: 0.0005)), "busyBatch": .quantity(0.001)])
            .train(.constant(0.1), ["device": .word("cpu")]).cpu(["cores": .count(cores)])
        #expect(try complete(test).simulatedSeconds.isClose(to: milliseconds / 1000, within: 1e-8))
    }

    /// Whether passing a batch on is computation goes by the threads that run.
    ///
    /// A step begins before the loader is asked for
    /// more, however many stages its element passes: the one that takes all is no reason to find the only core idle,
    /// and to save the loop a `busyBatch`.
    @Test func `a stage that does nothing does not make the processor idle`() throws {
        let ahead = try TestScenario.source(20)
            .dataLoader(workers: 2, ["cost": .distribution(.constant(0.01))]).prefetch(50)
            .processes(["busyBatch": .quantity(0.001)])
        let lengths = try [ahead, ahead.take(1_000_000)].map { test in
            try complete(test.train(.constant(0.002), ["device": .word("cpu")]).cpu(["cores": .count(1)])).nanoseconds
        }
        #expect(lengths[0] == lengths[1])
    }

    /// Batches of 1 s, four of which are asked for ahead, and an epoch of one step: the worker has one of the others in
    /// its hands then, and makes all four if it persists.
    @Test(arguments: [("run", 1.1 + 3.9 + 1.1), ("epoch", 1.1 + 0.9 + 1.1)])
    func `an epoch begins when the workers have ended what the last one left`(
        _ lives: String, _ seconds: Double
    ) throws {
        let test = try TestScenario.source(100).dataLoader(
            workers: 1,
            ["prefetchFactor": .count(4), "cost": .distribution(.constant(1)), "workersLive": .word(lives)]
        ).train(.constant(0.1), epochs: 2, steps: 1)
        #expect(try complete(test).simulatedSeconds.isClose(to: seconds, within: 1e-8))
    }

    /// Files of 1 MB at 100 MB/s with a latency of 2 ms: read by two workers, which share the bandwidth.
    @Test(arguments: [(0, 120), (1, 120), (2, 110)])
    func `workers read beside each other`(_ workers: Int, _ milliseconds: Double) throws {
        let test = try TestScenario.source(10, latency: .constant(0.002), bytes: 1e6)
            .dataLoader(workers: workers).disk(["bandwidth": .quantity(1e8)])
        // Two workers in step read two files in 2 + 20 ms.
        #expect(try complete(test).simulatedSeconds.isClose(to: milliseconds / 1000, within: 1e-8))
    }

    /// A worker that makes a batch in 8 ms, a loop of steps, and a lock that it keeps for 3 ms, or for longer than a batch
    /// takes.
    ///
    /// Two batches ahead, steps of 10 ms: when the first batch ends at 8 ms, the worker goes on with the second; the loop
    /// has the first at 8, 11 or 16 ms. One batch ahead, the worker has nothing to go on with. Three ahead, steps of 6 ms:
    /// the loop has the first at 11 or 16 ms; it asks for the second at 17 or 22 ms, while the worker makes the third until
    /// 24 ms, and has it at 20 or 24 ms; the third is there when it is asked for. The thread that pins does not wait for the
    /// loop: it receives the second batch from 16 ms on, and has it at 19 ms.
    @Test(arguments: [
        (2, 10, 2, 0, [28, 28]), (2, 10, 2, 3, [31, 31]), (2, 10, 2, 20, [36, 36]), (1, 10, 2, 3, [28, 28]),
        (3, 6, 3, 0, [30, 30]), (3, 6, 3, 3, [32, 31]), (3, 6, 3, 20, [36, 36]),
    ])
    func `a worker that goes on with another batch keeps its lock`(
        _ ahead: Int, _ step: Double, _ batches: Int, _ lock: Double, _ pageableAndPinned: [Double]
    ) throws {
        for (memory, milliseconds) in zip(["pageable", "pinned"], pageableAndPinned) {
            let test = try TestScenario.source(batches)
                .dataLoader(
                    workers: 1,
                    [
                        "cost": .distribution(.constant(0.008)), "prefetchFactor": .count(ahead),
                        "hostMemory": .word(memory),
                    ]
                )
                .processes(["interpreterLock": .quantity(lock / 1000)]).train(.constant(step / 1000))
            #expect(try complete(test).simulatedSeconds.isClose(to: milliseconds / 1000, within: 1e-8))
        }
    }

    /// The worker lets go of its lock after 8 of 40 ms; these end in the second epoch, which begins at 36 ms, while the loop
    /// waits for another lock from 44 to 52 ms.
    @Test func `a lock that was let go of is forgotten`() throws {
        let test = try TestScenario.source(2).dataLoader(workers: 1, ["cost": .distribution(.constant(0.008))])
            .processes(["interpreterLock": .quantity(0.04)]).train(.constant(0.01), epochs: 2)
        #expect(try complete(test).simulatedSeconds.isClose(to: 0.072, within: 1e-8))
    }
}
