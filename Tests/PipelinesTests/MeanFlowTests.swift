import Pipelines
import Testing

/// What operators say of the elements that leave them.
struct MeanFlowTests {
    private static func flows(_ test: TestScenario) throws -> [MeanFlow] { try test.pipeline().meanFlows }

    @Test func `bytes and samples follow functions and batches`() throws {
        let test = try TestScenario.source(100, bytes: 10).stage(Map.self, ["outputBytes": .quantity(7)]).batch(8)
            .stage(Map.self, ["outputBytes": .quantity(3)])
        #expect(
            try Self.flows(test) == [
                MeanFlow(elements: 100, samples: 1, bytes: 10), MeanFlow(elements: 100, samples: 1, bytes: 7),
                MeanFlow(elements: 13, samples: 8, bytes: 56), MeanFlow(elements: 13, samples: 8, bytes: 24),
            ])
    }

    @Test func `names of files and indices have no bytes`() throws {
        let files = try Self.flows(.files(10, of: 4).take(6).interleave(cycle: 2))
        #expect(files.map(\.elements) == [10, 6, 24] && files.map(\.bytes).prefix(2) == [0, 0])
        let indices = try Self.flows(.source(20, bytes: 5).dataLoader(workers: 2, ["batchSize": .count(8)]))
        #expect(
            indices == [MeanFlow(elements: 20, samples: 1, bytes: 0), MeanFlow(elements: 3, samples: 8, bytes: 40)])
    }

    @Test func `filters count with the share that they keep, and repeats as often as they pass data on`() throws {
        let test = try TestScenario.source(100).filter(0.5).skip(10).repeat(3).stage(Shard.self, [:])
        #expect(try Self.flows(test).map(\.elements) == [100, 50, 40, 120, 120])
        #expect(try Self.flows(.source(4).repeatForever().take(9)).map(\.elements) == [4, .infinity, 9])
    }

    /// Where both are known, the mean is the number.
    @Test(arguments: OperatorRegistry.standard.all.indices)
    func `the mean flow agrees with the cardinality`(index: Int) throws {
        for parameters in OperatorRegistry.standard.all[index].examples {
            let instance = try OperatorRegistry.standard.all[index].init(parameters: parameters)
            guard instance.takes == .sample, !(instance is Source) else { continue }
            guard case .finite(let elements) = instance.cardinality(after: .finite(1_000)) else { continue }
            let stored = try TestScenario.source(1_000).pipeline().storedFiles
            let mean = instance.meanFlow(after: MeanFlow(elements: 1_000, samples: 1, bytes: 1), from: stored).elements
            // A share may be rounded either way, and a remainder dropped.
            #expect(abs(mean - Double(elements)) <= 1, "\(type(of: instance).name) \(parameters)")
        }
    }
}
