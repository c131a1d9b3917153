import Measurements
import PipelineSimulation
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
}
