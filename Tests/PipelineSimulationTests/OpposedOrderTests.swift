import Measurements
import PipelineRuns
import Pipelines
import Testing

struct OpposedOrderTests {
    @Test func `names the shortest run, and the fastest that takes longer`() async throws {
        let all = try await summaries([1, 2, 4, 8].map(loading))
        let order = try #require(OpposedOrder(all))
        #expect(order.shorter.scenario.variant == "v1" && order.isShortest)
        #expect(order.faster.scenario.variant == "v3")
    }

    @Test func `says nothing where both agree`() async throws {
        #expect(OpposedOrder(try await summaries([1, 2].map(loading))) == nil)
        #expect(OpposedOrder([]) == nil)
    }

    /// A variant that is held in a buffer as a whole has no steady part, and may still be the one that is over first.
    @Test func `no run is called the shortest while another one is shorter`() async throws {
        let held = try TestScenario.source(1000).shuffle(1000).map(milliseconds(0.1)).train(milliseconds(0.01))
        let all = try await summaries([1, 2, 4, 8].map(loading) + [held])
        try #require(all[4].isOfWholeRun && all[4].runSeconds < all[1].runSeconds)
        let order = try #require(OpposedOrder(all))
        #expect(order.shorter.scenario.variant == "v1" && !order.isShortest)
    }

    /// Its throughput is lower in the whole run and higher once started, but it has less to do.
    @Test func `a run that is over earlier is not called longer`() async throws {
        let few = try TestScenario.source(400).dataLoader(
            workers: 8, ["batchSize": .count(10), "cost": .distribution(milliseconds(5))]
        )
        .processes(["creation": .table([0.5])]).train(milliseconds(0.01))
        let both = try await summaries([loading(workers: 1), few])
        try #require(both[1].runSeconds < both[0].runSeconds && !both.contains(where: \.isOfWholeRun))
        let whole = try both.map { try #require($0.estimate(.runSamplesPerSecond)).value }
        let steady = try both.map { try #require($0.estimate(.samplesPerSecond)).value }
        try #require(whole[1] * 1.1 < whole[0] && steady[1] > steady[0] * 1.1)
        #expect(OpposedOrder(both) == nil)
    }
}
