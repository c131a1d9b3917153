import PipelineSimulation
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
    /// From then on, the end of each batch makes the machine busy: the worker's pause and its sending thread compute 1 ms each, together with the
    /// step for 1.5 ms, in which the step gets on by 1 ms only.
    @Test(arguments: [(0.0, 408.0), (0.001, 409.5)])
    func `passing batches on is computation while the cores are at work`(_ seconds: Double, _ milliseconds: Double)
        throws
    {
        let test = try TestScenario.source(4).dataLoader(workers: 1, ["cost": .distribution(.constant(0.008))])
            .processes(["gap": .curve(PiecewiseLinear(constant: 0.005)), "busyBatch": .quantity(seconds)])
            .train(.constant(0.1), ["device": .word("cpu")]).cpu(["cores": .count(2)])
        #expect(try complete(test).simulatedSeconds.isClose(to: milliseconds / 1000, within: 1e-8))
    }

    /// On three cores there is always an idle one: four batches and the pauses after them, the last of which the loop awaits.
    @Test func `passing batches on is waiting while a core is idle`() throws {
        let test = try TestScenario.source(4).dataLoader(workers: 1, ["cost": .distribution(.constant(0.008))])
            .processes(["gap": .curve(PiecewiseLinear(constant: 0.005)), "busyBatch": .quantity(0.001)])
            .train(.constant(0.001), ["device": .word("cpu")]).cpu(["cores": .count(3)])
        #expect(try complete(test).nanoseconds == 4 * 13_000_000)
    }

    /// Files of 1 MB at 100 MB/s with a latency of 2 ms: read by two workers, which share the bandwidth.
    @Test(arguments: [(0, 120), (1, 120), (2, 110)])
    func `workers read beside each other`(_ workers: Int, _ milliseconds: Double) throws {
        let test = try TestScenario.source(10, latency: .constant(0.002), bytes: 1e6)
            .dataLoader(workers: workers).disk(["bandwidth": .quantity(1e8)])
        // Two workers in step read two files in 2 + 20 ms.
        #expect(try complete(test).simulatedSeconds.isClose(to: milliseconds / 1000, within: 1e-8))
    }
}
