import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

@testable import Experiments

@Suite struct ReplicationPartTests {
    private static func scenario(_ change: String) throws -> Scenario {
        let file = try ScenarioFile(text: SweptScenario.text, name: "s.yaml", directory: ".")
        return try file.scenario(variant: "base", overrides: [try Override(argument: change)])
    }

    /// The last one runs out of memory in some replication only.
    @Test(
        arguments: [
            "decode.cost={lognormal: {mean: 8 ms, cv: 2}}", "platform.gpu.count=2",
            "platform.memory.capacity=300 KiB",
        ], [1, 7, 10, 12, 33])
    func `a series that is put together from parts is the same`(change: String, count: Int) async throws {
        let scenario = try Self.scenario(change)
        var whole = [ReplicationSeries(scenario)]
        var parts = ReplicationSeries(scenario)
        for count in Set([min(10, count), count]).sorted() {
            try await extend(&whole, to: count, threads: 2)
            while true {
                let next = ReplicationPart.all(of: parts, to: count)
                guard !next.isEmpty else { break }
                for part in next {
                    let stored: StoredReplications = try ExactJSON.value(
                        ExactJSON.bytes(of: try await part.run(scenario)))
                    if parts.outOfMemory == nil { parts.append(stored) }
                }
            }
        }
        var texts = ["", ""]
        dump(whole[0], to: &texts[0])
        dump(parts, to: &texts[1])
        #expect(texts[0] == texts[1])
    }
}
