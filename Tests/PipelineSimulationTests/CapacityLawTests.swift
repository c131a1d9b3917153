import DiscreteEvent
import Pipelines
import Testing
import Variates

@testable import PipelineSimulation

struct CapacityLawTests {
    @Test(arguments: [(9, true), (10, true), (11, false)] as [(Int128, Bool)])
    func `what is served may be all that can be, and no more`(_ served: Int128, _ holds: Bool) {
        #expect(CapacityLaw("the cores", served: served, capacity: 10).holds == holds)
    }

    @Test func `the refusal names the law, both figures and the seed`() {
        let excess = CapacityExcess(law: CapacityLaw("the cores", served: 11, capacity: 10), seed: 7)
        #expect(
            "\(SimulationError.capacityExceeded(excess))"
                == "a capacity law is broken: the cores served 11 ns in a run in which 10 ns can be served (seed 7)")
    }

    @Test func `each law counts what was drawn`() throws {
        let laws = try laws(
            TestScenario.source(10, latency: milliseconds(0.1), bytes: 50).disk([
                "queueDepth": .count(2), "bandwidth": .quantity(1e6),
            ])
            .map(milliseconds(0.3), parallelism: 2).map(milliseconds(0.2), ["use": .word("wait")])
            .prefetchToDevice().gpu(["copyLatency": .quantity(1e-5)])
            .overhead("handOver", PiecewiseLinear(constant: 1e-6))
            .train(milliseconds(1), ["hostOverhead": .distribution(milliseconds(0.02))])
            .cpu(["cores": .count(4), "workers": .count(3)]))
        #expect(laws["the disk's places"] == Use(served: 1_500_000, servers: 2, error: 10))
        #expect(laws["the disk's bandwidth"] == Use(served: 500_000, servers: 1, error: 10))
        #expect(laws["the cores"] == Use(served: 3_200_000, servers: 4, error: 20))
        #expect(laws["the worker pool"] == Use(served: 5_000_000, servers: 3, error: 20))
        #expect(laws["the accelerator"] == Use(served: 10_000_000, servers: 1))
        #expect(laws["the copy engine"] == Use(served: 100_000, servers: 1))
        #expect(laws["the background thread of `map`"] == Use(served: 1_500_000, servers: 1))
        #expect(laws["the workers of `map`"] == Use(served: 3_000_000, servers: 2))
        // The second map and the hand-over to it, then the copy.
        #expect(laws["the background thread of `prefetchToDevice`"] == Use(served: 2_110_000, servers: 1))
        // The hand-over from the buffer, host time and the step.
        #expect(laws["the training loop's thread"] == Use(served: 10_210_000, servers: 1))
    }

    @Test func `operators between two asynchronous ones add up in one thread`() throws {
        let laws = try laws(
            TestScenario.source(20, latency: milliseconds(0.5)).map(milliseconds(0.3)).batch(2, cost: milliseconds(0.4))
                .prefetch(1).train(milliseconds(0.1)))
        let thread = try #require(laws["the background thread of `prefetch`"])
        #expect(thread.served == 20 * 800_000 + 10 * 400_000)
        // Which is what limits the run: all but the last step is hidden.
        #expect(thread.length == thread.served + 100_000)
    }

    @Test func `worker processes and what runs beside them are told apart`() throws {
        let laws = try laws(
            TestScenario.source(12, latency: milliseconds(0.1), bytes: 100)
                .dataLoader(
                    workers: 2,
                    [
                        "batchSize": .count(3), "cost": .distribution(milliseconds(1)), "hostMemory": .word("pinned"),
                        "collate": .distribution(milliseconds(0.5)),
                    ]
                )
                .processes([
                    "creation": .table([1e-3, 3e-3]), "pinPerByte": .quantity(1e-6),
                    "stashed": .curve(PiecewiseLinear(constant: 2e-5)),
                ])
                .train(milliseconds(2)))
        #expect(laws["the workers of `dataLoader`"] == Use(served: 12 * 1_100_000 + 4 * 500_000, servers: 2))
        #expect(laws["the background thread of `dataLoader`"] == Use(served: 4 * 300_000, servers: 1))
        #expect(laws["the training loop's thread"] == Use(served: 3_000_000 + 4 * 2_020_000, servers: 1))
    }

    /// Each of eight workers boots for 30 ms; two have files.
    @Test func `workers that own no file start all the same`() throws {
        let laws = try laws(
            TestScenario().stage(Source.self, ["files": .count(2), "samplesPerFile": .count(1)])
                .disk(["latency": .distribution(.constant(0))])
                .dataLoader(workers: 8, ["dataset": .word("files"), "cost": .distribution(milliseconds(1))])
                .processes(["boot": .quantity(0.03)]).train(milliseconds(1)))
        let workers = try #require(laws["the workers of `dataLoader`"])
        #expect(workers == Use(served: 8 * 30_000_000 + 2 * 1_000_000, servers: 8))
        #expect(workers.served <= workers.servers * workers.length)
    }

    @Test func `each accelerator has laws of its own`() throws {
        let laws = try laws(
            TestScenario.source(8).stage(Shard.self, [:]).train(milliseconds(1)).gpu(["count": .count(2)]))
        #expect(laws["the accelerator of accelerator 1"] == Use(served: 4_000_000, servers: 1))
        #expect(laws["the training loop's thread of accelerator 2"] == Use(served: 4_000_000, servers: 1))
    }

    /// A law as the test states it: the capacity is so many servers over the run's length.
    private struct Use: Equatable {
        var served: Int128
        var servers: Int128
        var error: Int128 = 0
        /// Length of the run (ns); not compared.
        var length: Int128 = 0

        static func == (one: Use, other: Use) -> Bool {
            (one.served, one.servers, one.error) == (other.served, other.servers, other.error)
        }
    }

    private func laws(_ test: TestScenario) throws -> [String: Use] {
        var simulator = try Simulator(test.scenario(), replication: 0)
        try simulator.advance()
        let length = Int128(simulator.queue.now)
        return Dictionary(
            uniqueKeysWithValues: simulator.capacityLaws.map {
                let (servers, error) = $0.capacityNanoseconds.quotientAndRemainder(dividingBy: length)
                return (
                    $0.resource,
                    Use(served: $0.servedNanoseconds, servers: servers, error: error, length: length)
                )
            })
    }
}
