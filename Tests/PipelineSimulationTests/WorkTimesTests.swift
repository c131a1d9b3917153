import PipelineRuns
import Pipelines
import Testing
import Variates

/// How busy a stage is: of its threads those that have the most to do, each at one thing at a time.
struct WorkTimesTests {
    /// A batch of 100 kB takes one worker 1 ms.
    private func loader(_ costs: [String: Double], pinned: Bool = false) throws -> StageShares {
        let memory: [String: ParameterValue] = pinned ? ["hostMemory": .word("pinned")] : [:]
        let test = try TestScenario.source(100, bytes: 100_000)
            .dataLoader(workers: 1, memory.merging(["cost": .distribution(.constant(0.001))]) { $1 })
            .processes(costs.mapValues { .quantity($0) })
            .train(.constant(0.0001))
        return try complete(test).wholeRun.stages[1]
    }

    /// All of the run but the last batch's way through the pinning thread and the step.
    @Test func `the thread that pins memory is not a worker`() throws {
        #expect(try loader(["pinPerByte": 3e-9], pinned: true).utilisation.isClose(to: 100 / 100.4, within: 1e-9))
    }

    @Test func `the thread that pins memory may be the busiest`() throws {
        #expect(try loader(["pinPerByte": 2e-8], pinned: true).utilisation.isClose(to: 200 / 201.1, within: 1e-9))
    }

    @Test func `the loop that receives may be the busiest`() throws {
        #expect(try loader(["receivePerByte": 2e-8]).utilisation.isClose(to: 200 / 211, within: 1e-9))
    }

    /// Indices on their way are nobody's work.
    @Test func `nothing is busier than all the time`() throws {
        let stage = try loader(["sendPerByte": 4e-9, "dispatch": 0.05, "busyBatch": 0.004])
        #expect(stage.utilisation > 0 && stage.utilisation <= 1)
    }

    /// A worker that is created in 30 ms and boots in 20 makes batches for 100 ms, and ends 20 ms after the last step of
    /// 0.1 ms.
    @Test func `starting and ending workers is no work of the stage`() throws {
        let test = try TestScenario.source(100).dataLoader(workers: 1, ["cost": .distribution(milliseconds(1))])
            .processes([
                "creation": .table([0.03]), "boot": .quantity(0.005), "bootCompute": .quantity(0.015),
                "shutdown": .table([0.02]),
            ]).train(.constant(0.0001))
        #expect(try complete(test).wholeRun.stages[1].utilisation.isClose(to: 100 / 170.1, within: 1e-9))
    }

    /// 2 ms of a batch's 3 ms are reading.
    @Test func `a share of the workers' time is spent at storage`() throws {
        let test = try TestScenario.source(10, latency: milliseconds(2), bytes: 1000)
            .dataLoader(workers: 2, ["cost": .distribution(.constant(0.001))]).train(milliseconds(1))
        #expect(try complete(test).wholeRun.stages[1].storage.isClose(to: 2.0 / 3, within: 1e-9))
    }
}
