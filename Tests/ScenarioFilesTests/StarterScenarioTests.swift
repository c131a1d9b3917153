import Pipelines
import ScenarioFiles
import Testing

@Suite struct StarterScenarioTests {
    @Test func `decodes, with all of its variants`() throws {
        let file = try ScenarioFile(text: StarterScenario.text, name: "starter.yaml", directory: ".")
        #expect(file.name == "image training")
        #expect(file.question?.hasPrefix("How much do prefetching") == true)
        #expect(file.variantNames == ["naive", "prefetch", "parallel", "both", "all"])
        let scenarios = try file.scenarios()
        #expect(scenarios.map(\.variant) == file.variantNames)
        #expect(scenarios[0].pipeline.stages.map(\.name) == ["source", "decode", "cache", "batch", "prefetch"])
        #expect((scenarios[4].pipeline.stages[1].operator as? Map)?.parallelism == .fixed(8))
        #expect((scenarios[4].pipeline.stages[2].operator as? Cache)?.store == .memory)
        #expect((scenarios[4].pipeline.stages[4].operator as? Prefetch)?.buffer == 2)
    }
}
