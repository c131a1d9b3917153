import Pipelines
import Testing

/// What a step of the training loop needs of each stage.
struct ElementsPerStepTests {
    @Test func `batches, filters and shards take in more than they deliver`() throws {
        let share = ["count": .count(4), "index": .count(0)] as TestScenario.Values
        let test = try TestScenario.source(640).filter(0.5).stage(Shard.self, share).batch(8).prefetch(2)
        #expect(try test.pipeline().elementsPerStep == [64, 32, 8, 1, 1])
    }

    @Test func `an interleave takes a file for all of its samples`() throws {
        let test = try TestScenario.files(10, of: 4).interleave(cycle: 2).batch(8)
        #expect(try test.pipeline().elementsPerStep == [2, 8, 1])
    }

    @Test func `a loader takes in its batches`() throws {
        let test = try TestScenario.source(64).dataLoader(workers: 2, ["batchSize": .count(8)])
        #expect(try test.pipeline().elementsPerStep == [8, 1])
    }

    @Test func `a round is what all workers deliver when they take turns`() throws {
        func steps(_ test: TestScenario) throws -> Double { try test.pipeline().stepsPerRound }
        #expect(try steps(.source(64).map().batch(8)) == 1)
        #expect(try steps(.source(64).map(parallelism: 16)) == 16)
        #expect(try steps(.source(64).map(parallelism: 16).batch(4)) == 4)
        #expect(try steps(.source(64).dataLoader(workers: 3, ["batchSize": .count(8)])) == 3)
        // Blocks of 16, but a file has but 4; and a cycle of 20, but there are 10 files.
        #expect(try steps(.files(10, of: 4).interleave(cycle: 2, block: 16).batch(2)) == 4)
        #expect(try steps(.files(10, of: 4).interleave(cycle: 20, block: 16)) == 40)
    }

    @Test func `as many are ready as threads may have made`() throws {
        func ready(_ type: any Operator.Type, _ values: TestScenario.Values) throws -> Double? {
            try type.init(parameters: values).readyLimit(poolThreads: 6)
        }
        #expect(try ready(Map.self, [:]) == nil && ready(Batch.self, ["size": .count(2)]) == nil)
        #expect(try ready(Map.self, ["parallelism": .count(4)]) == 4)
        #expect(try ready(Map.self, ["parallelism": .word("auto")]) == 6)
        #expect(try ready(Batch.self, ["size": .count(2), "parallelism": .count(3)]) == 3)
        #expect(try ready(Prefetch.self, ["buffer": .count(0)]) == nil)
        #expect(try ready(Prefetch.self, ["buffer": .count(5)]) == 5)
        #expect(try ready(Prefetch.self, ["buffer": .word("auto")]) == .infinity)
        #expect(try ready(PrefetchToDevice.self, ["buffer": .word("auto")]) == .infinity)
        #expect(try ready(DataLoader.self, ["workers": .count(2), "prefetchFactor": .count(3)]) == 6)
    }

    /// Advice names them, so that they must be there.
    @Test func `operators have the parameters by which they can be given more`() throws {
        for type in OperatorRegistry.standard.all {
            let operators = try type.examples.map { try type.init(parameters: $0) }
            let named = operators.flatMap { [$0.parallelismParameter, $0.bufferParameter] }.compactMap { $0 }
            #expect(Set(named).isSubset(of: type.parameters.map(\.name)), "\(type.name)")
        }
        #expect(try DataLoader(parameters: [:]).usesWorkerProcesses && !Map(parameters: [:]).usesWorkerProcesses)
    }
}
