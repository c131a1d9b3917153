import Pipelines
import Testing
import Variates

/// How often a sample is read in one pass through the data.
struct SampleUsesTests {
    private static func uses(accelerators: Int, _ stages: [any PipelinePart]) throws -> Double {
        let source = try Source(files: 8, samplesPerFile: 4)
        return try Pipeline([source] + stages, training: TrainingLoop(step: 1e-3)).usesPerPass(
            accelerators: accelerators)
    }

    @Test func `each worker of an undivided data set reads it`() throws {
        #expect(try Self.uses(accelerators: 1, [DataLoader(workers: 4, dataset: .iterable)]) == 4)
        #expect(try Self.uses(accelerators: 1, [DataLoader(workers: 0, dataset: .iterable)]) == 1)
        for dataset in [DataLoader.Dataset.indexed, .sharded, .files] {
            #expect(try Self.uses(accelerators: 1, [DataLoader(workers: 4, dataset: dataset)]) == 1)
        }
    }

    @Test func `each accelerator reads what no shard before the reading divides`() throws {
        #expect(try Self.uses(accelerators: 2, []) == 2)
        #expect(try Self.uses(accelerators: 2, [Shard()]) == 2)
        #expect(try Self.uses(accelerators: 2, [DataLoader(workers: 3, dataset: .iterable)]) == 6)
        #expect(try Self.uses(accelerators: 2, [Shard(), DataLoader(workers: 3, dataset: .iterable)]) == 3)
        #expect(try Self.uses(accelerators: 2, [Shard(count: 2, index: 0), DataLoader(workers: 3)]) == 2)
    }

    @Test(arguments: [(0, 1.0), (100, 0.225), (1000, 0)] as [(Int64, Double)])
    func `all uses but the first find what is kept`(_ capacity: Int64, _ least: Double) throws {
        #expect(try ReadCache(capacity: capacity).leastMissRate(ofBytes: 1000, usedTimes: 4) == least)
    }

    @Test func `samples without bytes always fit`() throws {
        #expect(try ReadCache(capacity: 1).leastMissRate(ofBytes: 0) == 0)
        #expect(try ReadCache(capacity: 0).leastMissRate(ofBytes: 0) == 1)
    }
}
