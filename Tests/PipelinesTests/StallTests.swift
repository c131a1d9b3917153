import Pipelines
import Testing

/// How long nothing computes for want of data, where the host runs ahead of its steps by one.
struct StallTests {
    // Steps take 10 ns. The loop asks at 0; after a delivery at once, while at most one step is unfinished.
    @Test(
        arguments: [
            // Deliveries at 2, 4 and 13 ns; steps at 2–12, 4–14 and 13–23: only the first is waited for.
            ([2, 2, 1], 2),
            // The second is asked for at 2 and comes at 22, ten after the end of the step.
            ([2, 20], 2 + 10),
            // The second is there in time, the third comes 15 ns after it is asked for at 12, of which a step computes
            // 2.
            ([2, 2, 15], 2 + 13),
        ] as [([Int64], Int64)])
    func `waiting while a step computes is no stall`(_ reads: [Int64], _ stall: Int64) throws {
        let test = try TestScenario.source(reads.count).train(epochs: 1, ["runAhead": .count(1)])
        let backend = try TimedBackend(test, duration: durations(["source": reads, "step": [10]], in: test))
        backend.finish()
        #expect(backend.stepEnds.count == reads.count)
        #expect(backend.backend.stallNanoseconds == stall)
    }

    @Test func `without running ahead all waiting is stall`() throws {
        let test = try TestScenario.source(3).train()
        let backend = try TimedBackend(test, duration: durations(["source": [2, 20, 5], "step": [10]], in: test))
        backend.finish()
        #expect(backend.backend.stallNanoseconds == 27)
    }
}
